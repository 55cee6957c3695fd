import { realpathSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild, ResolveResult } from 'esbuild'

import type { ImportProblem } from '../../core/errors/tap803.ts'
import { nearest } from '../../core/nearest.ts'
import { commonJsShimName, shimName, type ShimExports } from './generated.ts'
import { isLocal, loaderOf, packageHome } from './local-module.ts'
import { outputName } from './output-name.ts'

/** What one module imports, collected while esbuild resolves. */
export interface Imports {
  /** Local modules: original paths. */
  readonly modules: Set<string>
  /** Files of packages. */
  readonly packages: Set<string>
  /** Where a specifier leads in the output, for the kinds that esbuild does not rewrite itself. */
  readonly required: Map<string, string>
  readonly dynamic: Map<string, string>
  /** True once a `require` call was seen. */
  calledRequire: boolean
  /** True if something was not found where that is allowed (inside `try`): it may be found next time. */
  unresolved: boolean
}

export const noImports = (): Imports => ({
  modules: new Set(),
  packages: new Set(),
  required: new Map(),
  dynamic: new Map(),
  calledRequire: false,
  unresolved: false,
})

/** Marks our own question to esbuild's resolver, which comes back through this plugin. */
const ASKED = Symbol('asked')

const asWritten = { external: true } as const

const refuse = (problem: ImportProblem): OnResolveResult => ({
  errors: [{ text: problem.specifier, detail: problem }],
})

const isEngine = (specifier: string): boolean => /^tapstream(\/|$)/.test(specifier)

const toEngine = (args: OnResolveArgs, shims: ShimExports, imports: Imports): OnResolveResult => {
  const specifier = args.path
  if (!Object.hasOwn(shims, specifier)) {
    const parts = Object.keys(shims)
    const near = nearest(specifier, parts)
    const cause = `Its parts are ${parts.join(', ')}.`
    return refuse({ specifier, missing: 'part', cause, ...(near !== undefined && { near }) })
  }
  imports.required.set(specifier, `./${commonJsShimName(specifier)}`)
  if (args.kind === 'require-call') return asWritten
  imports.dynamic.set(specifier, `./${shimName(specifier)}`)
  return { external: true, path: `./${shimName(specifier)}` }
}

const toLocal = (args: OnResolveArgs, path: string, imports: Imports): OnResolveResult => {
  const isJson = loaderOf(path) === 'json'
  if (args.kind === 'require-call' && isJson) return asWritten
  const output = `./${outputName(path)}`
  imports.modules.add(path)
  if (!isJson) imports.required.set(args.path, output)
  if (args.kind === 'require-call') return asWritten
  imports.dynamic.set(args.path, output)
  return { external: true, path: output }
}

const toPackage = (args: OnResolveArgs, path: string, imports: Imports): OnResolveResult => {
  imports.packages.add(path)
  if (args.kind === 'require-call') return asWritten
  const url = pathToFileURL(path).href
  imports.dynamic.set(args.path, url)
  return { external: true, path: url }
}

/** The common case, without a question to esbuild: a relative path that is written out. */
const exactFile = (specifier: string, importer: string): string | undefined => {
  if (!/^\.{1,2}\/.*\.([mc]?ts|tsx|json)$/.test(specifier)) return undefined
  try {
    const path = realpathSync.native(join(dirname(importer), specifier))
    return statSync(path).isFile() ? path : undefined
  } catch {
    return undefined
  }
}

const ask = (build: PluginBuild, args: OnResolveArgs, importer: string): Promise<ResolveResult> =>
  build.resolve(args.path.startsWith('file:') ? fileURLToPath(args.path) : args.path, {
    kind: args.kind,
    importer,
    resolveDir: dirname(importer),
    pluginData: ASKED,
  })

const isElsewhere = (args: OnResolveArgs): boolean =>
  args.kind === 'require-resolve' || isBuiltin(args.path) || /^(data|https?):/.test(args.path)

const toFile = (
  args: OnResolveArgs,
  path: string,
  { importer, imports }: ImportingModule,
): OnResolveResult => {
  const isForeign = packageHome(path) !== packageHome(importer)
  if (isLocal(path, importer)) return toLocal(args, path, imports)
  if (isForeign || loaderOf(path) !== undefined) return toPackage(args, path, imports)
  return args.kind === 'require-call'
    ? asWritten
    : refuse({ specifier: args.path, missing: 'loader' })
}

/** The module whose imports are resolved, and where they are collected. */
export interface ImportingModule {
  readonly importer: string
  readonly shims: ShimExports
  readonly imports: Imports
  /** Told of each local module as soon as it is known. */
  readonly onLocal: (path: string) => void
}

const resolveOne = async (
  build: PluginBuild,
  args: OnResolveArgs,
  module: ImportingModule,
): Promise<OnResolveResult | undefined> => {
  if (isElsewhere(args)) return asWritten
  if (isEngine(args.path)) return toEngine(args, module.shims, module.imports)
  const exact = exactFile(args.path, module.importer)
  if (exact !== undefined) return toFile(args, exact, module)
  const found = await ask(build, args, module.importer)
  if (found.errors.length > 0) {
    // esbuild meets it again and says where, or warns where the import may fail.
    module.imports.unresolved = true
    return undefined
  }
  return found.external ? asWritten : toFile(args, found.path, module)
}

/** Sends each import of a module to an output of the job, to the engine's shim, or to the package's own file. */
export const resolveImports = (module: ImportingModule): Plugin => ({
  name: 'tapstream',
  setup(build) {
    build.onResolve({ filter: /.*/ }, async (args) => {
      if (args.kind === 'entry-point' || args.pluginData === ASKED) return undefined
      if (args.kind === 'require-call') module.imports.calledRequire = true
      const result = await resolveOne(build, args, module)
      for (const path of module.imports.modules) module.onLocal(path)
      return result
    })
  },
})
