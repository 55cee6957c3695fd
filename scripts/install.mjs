#!/usr/bin/env node
/** Installs the locked packages when they are not all there: nothing to do, and no network, the second time. */
import fs from 'node:fs'
import { inRoot, isMain } from './lib/root.mjs'
import { runCommand } from './lib/run.mjs'

/** npm writes this list when an installation is complete, and removes it when one begins. */
const INSTALLED = inRoot('node_modules', '.package-lock.json')
const LOCK = inRoot('package-lock.json')
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']

/** Resolves to true when node_modules holds what package-lock.json names. */
export const install = async () => {
  if (isInstalled()) return true
  const [command, reason] = fs.existsSync(LOCK)
    ? ['ci', 'package-lock.json names packages that are not installed']
    : ['install', 'there is no package-lock.json']
  console.error(`npm ${command}: ${reason}`)
  const code = await npm(command)
  if (code !== 0) console.error(`npm ${command} failed: without its packages nothing can be built`)
  return code === 0
}

const isInstalled = () => {
  const locked = packagesOf(LOCK)
  const installed = packagesOf(INSTALLED)
  if (locked === undefined || installed === undefined) return false
  return Object.entries(locked).every(([place, wanted]) => {
    if (place === '' || (wanted.optional && !fitsHere(wanted))) return true
    return (
      installed[place]?.version === wanted.version && fs.existsSync(inRoot(place, 'package.json'))
    )
  })
}

const packagesOf = (file) => {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** An optional package made for this machine must be there; which C library it wants cannot be told from here. */
const fitsHere = ({ os, cpu, libc }) =>
  libc === undefined &&
  os?.includes(process.platform) === true &&
  cpu?.includes(process.arch) === true

/** On Windows npm is a batch file, which only a shell starts. */
const npm = async (command) => {
  const env = { ...process.env, npm_config_update_notifier: 'false' }
  const words = ['npm', command, ...QUIET]
  try {
    if (process.platform === 'win32')
      return await runCommand(words.join(' '), [], { env, shell: true })
    return await runCommand(words[0], words.slice(1), { env })
  } catch (error) {
    console.error(`npm could not be started: ${error.message}`)
    return 1
  }
}

if (isMain(import.meta)) process.exitCode = (await install()) ? 0 : 3
