#!/usr/bin/env node
/** `npm run bench -- <name> [arguments]` runs bench/<name>.bench.mjs; without a name it lists them. */
import fs from 'node:fs'
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { inRoot } from './lib/root.mjs'

const ENDING = '.bench.mjs'

const names = fs
  .readdirSync(inRoot('bench'))
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
const [name, ...args] = process.argv.slice(2)

if (name === undefined) {
  console.log(names.join('\n'))
} else if (!names.includes(name)) {
  console.error(`there is no bench ${name}; there are ${names.join(', ')}`)
  process.exitCode = 2
} else if (await build({ types: false })) {
  const file = inRoot('bench', name + ENDING)
  process.argv = [process.execPath, file, ...args]
  await import(pathToFileURL(file).href)
} else {
  process.exitCode = 1
}
