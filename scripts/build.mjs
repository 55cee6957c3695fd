#!/usr/bin/env node
/**
 * Builds dist/ when a source has changed since: cli.cjs (the command), index.js and testing.js (the library), types/.
 * `--force` builds always, `--no-types` leaves the declarations out.
 */
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { buildCommand } from './build/command.mjs'
import { buildLibrary } from './build/library.mjs'
import { BuildError } from './build/output.mjs'
import { inputStamp, readStamps, writeStamp } from './build/stamp.mjs'
import { buildTypes } from './build/types.mjs'
import { inRoot, isMain } from './lib/root.mjs'

const ENTRIES = [
  'src/cli/main.ts',
  'src/index.ts',
  'src/testing/index.ts',
  'src/testing/contracts.ts',
]
const CODE = ['dist/cli.cjs', 'dist/index.js', 'dist/testing.js', 'dist/testing-contracts.js']
const TYPES = [
  'dist/types/index.d.ts',
  'dist/types/testing/index.d.ts',
  'dist/types/testing/contracts.d.ts',
]

/** Resolves to true when all that was asked for is up to date; problems are on stderr. */
export const build = async ({ types = true, force = false } = {}) => {
  const stamp = inputStamp()
  const built = force ? {} : readStamps()
  const isStale = (part, outputs) => built[part] !== stamp || outputs.some(isMissing)
  const parts = []
  if (isStale('code', CODE)) parts.push(part('code', stamp, buildCode, CODE))
  if (types && isStale('types', TYPES)) parts.push(part('types', stamp, buildTypes, TYPES))
  const done = await Promise.all(parts)
  return done.every(Boolean)
}

/** What could not be built is removed: nobody should test yesterday's code. */
const part = async (name, stamp, make, outputs) => {
  const start = performance.now()
  try {
    await make()
    writeStamp(name, stamp)
    console.error(`built ${name} in ${Math.round(performance.now() - start)} ms`)
    return true
  } catch (error) {
    for (const file of outputs) fs.rmSync(inRoot(file), { force: true })
    console.error(
      `building ${name} failed: ${error instanceof BuildError ? error.message : error.stack}`,
    )
    return false
  }
}

const buildCode = async () => {
  const missing = ENTRIES.filter(isMissing)
  if (missing.length > 0) throw new BuildError(`${missing.join(', ')} missing`)
  const esbuild = await import('esbuild').catch(() => {
    throw new BuildError('esbuild is not installed: run `npm ci` first')
  })
  await Promise.all([buildCommand(esbuild), buildLibrary(esbuild)])
}

const isMissing = (file) => !fs.existsSync(inRoot(file))

if (isMain(import.meta)) {
  const { values } = parseArgs({
    options: { force: { type: 'boolean' }, 'no-types': { type: 'boolean' } },
  })
  const ok = await build({ types: values['no-types'] !== true, force: values.force === true })
  process.exitCode = ok ? 0 : 1
}
