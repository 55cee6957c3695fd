'use strict'

const fs = require('node:fs')
const path = require('node:path')

/** As many as several versions and commands need; each build leaves new ones. */
const KEPT = 24

/** The user's own cache folder, created if absent; undefined where others could write into it: cached code is run. */
exports.cacheDirectory = function cacheDirectory() {
  const directory = process.env.TAP_CACHE_DIR || defaultDirectory()
  try {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 })
    return isPrivate(fs.statSync(directory)) ? directory : undefined
  } catch {
    return undefined
  }
}

/** Removes all but the newest files. */
exports.pruneCache = function pruneCache(directory) {
  const files = fs.readdirSync(directory).filter((name) => name.endsWith('.v8'))
  if (files.length <= KEPT) return
  const aged = files.map((name) => {
    const file = path.join(directory, name)
    return { file, mtime: fs.statSync(file).mtimeMs }
  })
  aged.sort((a, b) => b.mtime - a.mtime)
  for (const { file } of aged.slice(KEPT)) fs.rmSync(file, { force: true })
}

function isPrivate(status) {
  if (process.platform === 'win32') return true
  return status.uid === process.getuid() && (status.mode & 0o022) === 0
}

function defaultDirectory() {
  const { env, platform } = process
  if (platform === 'win32' && env.LOCALAPPDATA)
    return path.join(env.LOCALAPPDATA, 'tapstream', 'Cache')
  const home = env.HOME || require('node:os').homedir()
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'tapstream')
  return path.join(env.XDG_CACHE_HOME || path.join(home, '.cache'), 'tapstream')
}
