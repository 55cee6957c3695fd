import { createHash } from 'node:crypto'
import { isBuiltin } from 'node:module'
import vm from 'node:vm'
import { inRoot } from '../lib/root.mjs'
import { BuildError, bundle, writeOutputs } from './output.mjs'

/** Loaded when they are needed, by `import()`; everything else is in the file. */
const LAZY = ['esbuild', 'chokidar']

/** `import.meta` has no meaning in CommonJS; these have, and name dist/cli.cjs. */
const DEFINE = {
  'import.meta.url': 'bundleUrl',
  'import.meta.filename': '__filename',
  'import.meta.dirname': '__dirname',
}
const BANNER = `"use strict";const bundleUrl=require("node:url").pathToFileURL(__filename).href;`

/** dist/cli.cjs: command line, engine and testing kit in one CommonJS file, run by bin/load.js. */
export const buildCommand = async (esbuild) => {
  const { outputFiles, metafile } = await bundle(esbuild, {
    entryPoints: [inRoot('src/cli/main.ts')],
    outfile: inRoot('dist/cli.cjs'),
    absWorkingDir: inRoot(),
    format: 'cjs',
    external: LAZY,
    define: DEFINE,
    plugins: [lazyChildProcess],
    banner: { js: BANNER },
    sourcemap: 'external',
    legalComments: 'none',
    metafile: true,
    write: false,
  })
  const [map, code] = outputFiles.toSorted((a, b) => b.path.length - a.path.length)
  refuseEagerPackages(metafile.outputs['dist/cli.cjs'].imports)
  const text = nameDynamicImports(code.text)
  const sha256 = createHash('sha256').update(text).digest('hex')
  writeOutputs([map, { path: code.path, contents: `${text}// ${sha256}\n` }])
}

/**
 * commander asks for node:child_process at its start, for subcommands in files of their own, which tap does not have;
 * loading it takes 10 ms. It is loaded when it is used.
 */
const lazyChildProcess = {
  name: 'lazy child_process',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'child_process', namespace: 'lazy' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: `module.exports = { spawn: (...given) => require('node:child_process').spawn(...given) }`,
      loader: 'js',
    }))
  },
}

/** A package that is read at every start makes every start slower. */
const refuseEagerPackages = (imports) => {
  const eager = imports.filter(
    ({ path, kind }) => !isBuiltin(path) && kind !== 'dynamic-import' && kind !== 'require-resolve',
  )
  if (eager.length === 0) return
  const names = eager.map(({ path }) => path).join(', ')
  throw new BuildError(
    `dist/cli.cjs would load ${names} at every start: use import() where it is needed`,
  )
}

/**
 * Writes `$mport(` for `import(`, as long, so that the source map stays right. An `import(` is
 * code, and not part of a string, when the program no longer parses with it broken.
 */
export const nameDynamicImports = (text) => {
  if (/\$mport\b/.test(text))
    throw new BuildError('the name `$mport` is taken by the loader: rename it')
  if (/[^\0-\x7f]/.test(text)) throw new BuildError('dist/cli.cjs is not ASCII')
  let result = text
  for (const { index } of text.matchAll(/(?<![\w$.#])import\(/g)) {
    if (isCode(text, index)) result = splice(result, index, '$mport(')
  }
  if (!parses(result)) throw new BuildError('dist/cli.cjs does not parse')
  return result
}

/** A method named import could not be named `a.b`. */
const isCode = (text, index) =>
  !parses(splice(text, index, 'import@(')) && parses(splice(text, index, 'a.b('))

const splice = (text, index, by) => text.slice(0, index) + by + text.slice(index + 'import('.length)

const parses = (text) => {
  try {
    return Boolean(new vm.Script(text))
  } catch {
    return false
  }
}
