import { compileModule, type CompiledModule } from './compile-module.ts'
import type { Esbuild } from './esbuild-service.ts'
import type { ShimExports } from './generated.ts'
import { commonJsName, outputName } from './output-name.ts'

/** Importers were compiled before it was known that these are CommonJS; the two names are equally long. */
const nameCommonJs = (modules: readonly CompiledModule[]): readonly CompiledModule[] => {
  const paths = modules.filter((module) => module.isCommonJs).map((module) => module.path)
  if (paths.length === 0) return modules
  const rename = (text: string): string =>
    paths.reduce((code, path) => code.replaceAll(outputName(path), commonJsName(path)), text)
  return modules.map((module) => ({
    ...module,
    output: rename(module.output),
    code: rename(module.code),
  }))
}

/**
 * Compiles a job module by module, the entry first. A module is started as soon as an importer's import is resolved;
 * all have ended before the first error is thrown, so that nothing runs on in a stopped service.
 */
export const compileGraph = async (
  esbuild: Esbuild,
  entry: string,
  shims: ShimExports,
): Promise<readonly CompiledModule[]> => {
  const started = new Map<string, Promise<CompiledModule>>()
  const start = (path: string): void => {
    if (started.has(path)) return
    const options = { shims, isEntry: path === entry, onLocal: start }
    started.set(path, compileModule(esbuild, path, options))
  }
  start(entry)
  let ended = 0
  while (ended < started.size) {
    ended = (await Promise.allSettled(started.values())).length
  }
  return nameCommonJs(await Promise.all(started.values()))
}
