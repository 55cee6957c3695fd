'use strict'

/**
 * Runs dist/cli.cjs, with the code that V8 compiled for it the last time.
 *
 * Law: never run code that is not in dist/cli.cjs. V8 checks only the length of the source, so a cache file carries the
 * source it was made from, and is used only where the two are equal, byte by byte. Its name holds the sha256 that the
 * build wrote into the last line (hashing here would cost 4 ms), Node's version and flags, and the command: each command
 * finds exactly its own functions compiled.
 */
const fs = require('node:fs')
const path = require('node:path')
const vm = require('node:vm')
const { cacheDirectory, pruneCache } = require('./cache.js')

const FILE = path.join(__dirname, '..', 'dist', 'cli.cjs')
const WRAPPER = '(function (exports, require, module, __filename, __dirname, $mport) { '
/** Long enough for the command to be loaded, short enough for V8 not to have dropped unused code again. */
const WRITE_AFTER_MS = 2000

const source = readIfThere(FILE)
if (source === undefined) {
  console.error('tapstream is not built yet: run `npm run build` in ' + path.join(__dirname, '..'))
  process.exit(3)
}
run(source)

function run(source) {
  const cache = cachePath(source)
  const cachedData = cache && compiledFrom(source, readIfThere(cache))
  const text = WRAPPER + source.toString('latin1') + '\n})'
  const script = new vm.Script(text, { filename: FILE, columnOffset: -WRAPPER.length, cachedData })
  if (cache && (!cachedData || script.cachedDataRejected)) writeLater(cache, script, source)
  const module = { exports: {} }
  // `import()` inside a vm.Script has no loader of its own: the build turned it into `$mport()`.
  const load = (specifier) => import(specifier)
  script.runInThisContext()(module.exports, require, module, FILE, path.dirname(FILE), load)
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file)
  } catch {
    return undefined
  }
}

/** A cache file is V8's data followed by the whole source. */
function compiledFrom(source, cached) {
  const end = cached ? cached.length - source.length : 0
  return end > 0 && source.equals(cached.subarray(end)) ? cached.subarray(0, end) : undefined
}

function cachePath(source) {
  const directory = cacheDirectory()
  const hash = /([0-9a-f]{64})\s*$/.exec(source.toString('latin1', source.length - 80))
  if (!directory || !hash) return undefined
  const command = /^[a-z]{2,12}$/.test(process.argv[2]) ? process.argv[2] : 'tap'
  const flags = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ').replace(/\W+/g, '_')
  const name = [hash[1], process.version, process.arch, command, flags.slice(0, 80)].join('-')
  return path.join(directory, name + '.v8')
}

function writeLater(cache, script, source) {
  const timer = setTimeout(write, WRITE_AFTER_MS).unref()
  process.once('exit', atExit)

  function atExit(code) {
    if (code === 0) write()
  }

  function write() {
    clearTimeout(timer)
    process.off('exit', atExit)
    const unfinished = cache + '.' + process.pid
    try {
      fs.writeFileSync(unfinished, Buffer.concat([script.createCachedData(), source]), {
        mode: 0o600,
      })
      fs.renameSync(unfinished, cache)
      pruneCache(path.dirname(cache))
    } catch {
      remove(unfinished)
    }
  }
}

function remove(file) {
  try {
    fs.rmSync(file, { force: true })
  } catch {
    // A folder that lets nothing be written has nothing to remove.
  }
}
