import { realpathSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { TAP801 } from '../../core/errors/tap801.ts'
import { cacheDirectory, temporaryDirectory } from '../cache-directory.ts'
import { displayPath } from '../source-map.ts'
import { compileGraph } from './compile-graph.ts'
import type { CompiledModule } from './compile-module.ts'
import { ESBUILD_VERSION, type LoadEsbuild, withEsbuild } from './esbuild-service.ts'
import { generatedFiles, type ShimExports } from './generated.ts'
import { type CompiledJob, hashOf, JobCache, type JobFiles } from './job-cache.ts'
import { loaderOf, packageHome } from './local-module.ts'
import { nearestFiles } from './nearest-file.ts'

export type { CompiledJob } from './job-cache.ts'

/** A later step over esbuild's output (function shipping). Its `version` is part of the cache key. */
export interface ModuleRewrite {
  readonly version: string
  readonly rewrite: (module: CompiledModule) => CompiledModule
}

export interface CompileOptions {
  /** The engine's exported names by specifier: `tapstream`, `tapstream/testing`. */
  readonly shims: ShimExports
  readonly engineVersion: string
  /** Where compiled jobs are kept; `undefined`: nowhere, so each start compiles. Default: the user's cache directory. */
  readonly cache?: string | undefined
  readonly loadEsbuild?: LoadEsbuild
  readonly rewrite?: ModuleRewrite
}

/** To be raised when the same input must give another output. */
const FORMAT = 2

const settingsOf = ({ shims, engineVersion, rewrite }: CompileOptions): string =>
  JSON.stringify([FORMAT, ESBUILD_VERSION, engineVersion, shims, rewrite?.version])

const missing = (path: string, reason?: string): Error =>
  TAP801({
    path: displayPath(path),
    near: nearestFiles(path).map((name) => displayPath(resolve(path, '..', name))),
    ...(reason !== undefined && { reason }),
  })

/** The entry's real path: imports are resolved to real paths too, and one file must have one name. */
const entryOf = (path: string): string => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) throw missing(path)
  if (stat.isDirectory()) throw missing(path, 'it is a folder')
  const entry = realpathSync(path)
  if (loaderOf(entry) === undefined || loaderOf(entry) === 'json') {
    throw missing(path, 'it is not a TypeScript or JavaScript file')
  }
  return entry
}

/** A package that is replaced by another version may have moved its files. */
const packageFiles = (packages: readonly string[]): string[] => [
  ...new Set(packages.map((path) => join(packageHome(path), 'package.json'))),
]

const filesOf = (modules: readonly CompiledModule[], shims: ShimExports): JobFiles => {
  const packages = [...new Set(modules.flatMap((module) => [...module.imports.packages]))]
  const outputs = modules.flatMap(({ output, code, map }) => [
    [output, code] as const,
    [`${output}.map`, map] as const,
  ])
  return {
    inputs: [
      ...modules.map(({ path, hash }) => [path, hash] as const),
      ...packageFiles(packages).map((path) => [path, hashOf(path)] as const),
    ],
    packages,
    files: new Map([...generatedFiles(shims), ...outputs]),
    modules: modules.map(({ path, output }) => ({ source: path, output })),
    isLasting: modules.every((module) => !module.imports.unresolved),
  }
}

const compile = (entry: string, options: CompileOptions): Promise<JobFiles> => {
  const { shims, rewrite, loadEsbuild = () => import('esbuild') } = options
  return withEsbuild(loadEsbuild, async (esbuild) => {
    const modules = await compileGraph(esbuild, entry, shims)
    return filesOf(rewrite === undefined ? modules : modules.map(rewrite.rewrite), shims)
  })
}

/**
 * Compiles a job, one output file per local module, unless the same has been compiled before. Types are not checked,
 * nothing is downloaded, and no tsconfig is read.
 *
 * Errors: TAP801 no such file, TAP802 syntax, TAP803 an import that leads nowhere.
 */
export const compileJob = async (path: string, options: CompileOptions): Promise<CompiledJob> => {
  const entry = entryOf(resolve(path))
  const settings = settingsOf(options)
  const directory = 'cache' in options ? options.cache : cacheDirectory()
  const cache = directory === undefined ? undefined : new JobCache(directory, entry, settings)
  const cached = cache?.read()
  if (cached !== undefined) return cached
  const files = await compile(entry, options)
  try {
    if (cache !== undefined) return cache.write(files)
  } catch {
    // A full or read-only disk: the job runs all the same.
  }
  return new JobCache(temporaryDirectory(), entry, settings).write(files)
}
