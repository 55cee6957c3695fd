#!/usr/bin/env node
/** Installs and builds what is not there yet, runs the main job, and says how to go on. */
import { build } from './build.mjs'
import { install } from './install.mjs'
import { inRoot } from './lib/root.mjs'
import { runNode } from './lib/run.mjs'

const pathLine = () => {
  const bin = inRoot('bin')
  if (process.platform === 'win32') return `set "PATH=${bin};%PATH%"`
  return `export PATH='${bin.replaceAll("'", String.raw`'\''`)}':"$PATH"`
}

const ready = (await install()) && (await build({ types: true }))
if (!ready) process.exit(3)

const code = await runNode(inRoot('bin/tap.js'), ['demo', ...process.argv.slice(2)])
process.exitCode = code
if (code === 0) {
  console.log(`
For that, put \`tap\` on the PATH of both terminals:

    ${pathLine()}`)
}
