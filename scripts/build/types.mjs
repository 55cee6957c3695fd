import fs from 'node:fs'
import path from 'node:path'
import { inRoot } from '../lib/root.mjs'
import { captureNode, toolPath } from '../lib/run.mjs'
import { BuildError, removeOthers, writeOutputs } from './output.mjs'

const TYPES = inRoot('dist/types')

/** dist/types/**: what an editor reads. */
export const buildTypes = async () => {
  const made = inRoot('dist', `.types-${process.pid}`)
  try {
    await compile(made)
    const files = declarationsIn(made)
    writeOutputs(files)
    removeOthers(TYPES, files)
  } finally {
    fs.rmSync(made, { recursive: true, force: true })
  }
}

const compile = async (directory) => {
  const args = ['-p', inRoot('tsconfig.build.json'), '--outDir', directory]
  const { code, printed } = await captureNode(toolPath('tsc'), args)
  if (code !== 0) throw new BuildError(printed)
}

const declarationsIn = (directory) =>
  fs
    .readdirSync(directory, { recursive: true })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => ({
      path: path.join(TYPES, name),
      contents: namingOutputs(fs.readFileSync(path.join(directory, name), 'utf8')),
    }))

/** The compiler leaves `./x.ts` in declarations; beside them lies `./x.d.ts`, which is found as `./x.js`. */
export const namingOutputs = (text) =>
  text.replaceAll(/(['"]\.{1,2}\/[^'"\n]*)\.ts(?=['"])/g, '$1.js')
