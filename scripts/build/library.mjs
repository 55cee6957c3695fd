import { inRoot } from '../lib/root.mjs'
import { bundle, removeOthers, writeOutputs } from './output.mjs'

/** Sub-path of the package → its source. */
const ENTRIES = [
  { key: '.', name: 'index', source: 'src/index.ts' },
  { key: './testing', name: 'testing', source: 'src/testing/index.ts' },
  { key: './testing/contracts', name: 'testing-contracts', source: 'src/testing/contracts.ts' },
]

/** dist/index.js, dist/testing.js and dist/testing-contracts.js, over dist/esm/*.js: the engine for plain node. */
export const buildLibrary = async (esbuild) => {
  const { outputFiles, metafile } = await bundle(esbuild, {
    entryPoints: ENTRIES.map(({ name, source }) => ({ in: inRoot(source), out: name })),
    outdir: inRoot('dist/esm'),
    absWorkingDir: inRoot(),
    format: 'esm',
    splitting: true,
    packages: 'external',
    sourcemap: true,
    metafile: true,
    write: false,
  })
  const fronts = ENTRIES.map(({ key, name }) => ({
    path: inRoot(`dist/${name}.js`),
    contents: front(key, name, metafile.outputs[`dist/esm/${name}.js`].exports),
  }))
  writeOutputs([...outputFiles, ...fronts])
  removeOthers(inRoot('dist/esm'), outputFiles)
}

/**
 * One engine per process: a process that has one already (under `tap`, or from another copy of the package) goes on
 * with that one, or there would be two "only" active contexts.
 */
const front = (key, name, names) =>
  `import * as own from './esm/${name}.js'

const registry = (globalThis[Symbol.for('tapstream')] ??= {})
const engine = (registry['${key}'] ??= own)
${names
  .toSorted()
  .map((exported) => `export const ${exported} = engine.${exported}\n`)
  .join('')}`
