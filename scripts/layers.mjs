#!/usr/bin/env node
/**
 * Holds src/ to the house: which layer imports which, where time, threads and code text may appear, how long a file is.
 * Prints `file:line: rule` for each breach.
 */
import { breachesOf } from './checks/house-rules.mjs'
import { importBreach, importsOf } from './checks/imports.mjs'
import { sourceFiles } from './checks/sources.mjs'

const files = sourceFiles()
const breaches = files.flatMap((file) => [
  ...importsOf(file).flatMap((imported) => importBreach(file, imported) ?? []),
  ...breachesOf(file),
])
for (const { path, line, rule } of breaches) console.log(`${path}:${line}: ${rule}`)
console.log(`${files.length} files, ${breaches.length} breaches`)
process.exitCode = breaches.length === 0 ? 0 : 1
