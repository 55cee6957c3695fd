import { pathToFileURL } from 'node:url'

import { type CompiledJob, compileJob, type CompileOptions } from './compile-job.ts'
import type { Esbuild } from './esbuild-service.ts'
import { toLinkError } from './link-error.ts'

export interface LoadOptions extends CompileOptions {
  /**
   * `import()` as it works where the engine runs: a bundle in a `vm.Script` has none of its own. It is also asked for
   * `esbuild`, unless `loadEsbuild` is given.
   */
  readonly importModule: (url: string) => Promise<unknown>
}

/** A job whose entry module has been evaluated. */
export interface LoadedJob extends CompiledJob {
  readonly namespace: unknown
}

/** Compiles a job if needed and evaluates it. What the job itself throws comes through unchanged. */
export const loadJob = async (path: string, options: LoadOptions): Promise<LoadedJob> => {
  const { importModule } = options
  const loadEsbuild = (): Promise<Esbuild> => importModule('esbuild') as Promise<Esbuild>
  const job = await compileJob(path, { loadEsbuild, ...options })
  try {
    return { ...job, namespace: await importModule(pathToFileURL(job.entry).href) }
  } catch (error) {
    throw toLinkError(error, job, options.shims)
  }
}
