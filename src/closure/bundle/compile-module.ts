import { readFile } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { BuildOptions, TransformOptions } from 'esbuild'

import { toTapError } from './build-error.ts'
import type { Esbuild } from './esbuild-service.ts'
import { commonJsBanner, moduleBanner, type ShimExports } from './generated.ts'
import { loaderOf } from './local-module.ts'
import { contentHash } from './content-hash.ts'
import { outputName } from './output-name.ts'
import { type Imports, noImports, resolveImports } from './resolve-import.ts'
import { prefixLine, type Text, withOriginal } from './source-map-text.ts'

/** One local module of a job, compiled. */
export interface CompiledModule {
  /** The original file. */
  readonly path: string
  /** Hash of the text that was compiled. */
  readonly hash: string
  /** The name of the output file. */
  readonly output: string
  readonly isCommonJs: boolean
  readonly code: string
  /** The source map: JSON whose only source is the original file's URL, text included. */
  readonly map: string
  readonly imports: Imports
}

const COMMON = {
  platform: 'node',
  target: 'node20',
  tsconfigRaw: '{}',
  jsx: 'automatic',
  charset: 'utf8',
  logLevel: 'silent',
  // JSON becomes JavaScript here, so the attribute would be wrong afterwards.
  supported: { 'import-attributes': false },
} as const satisfies TransformOptions

const ownPlace = (path: string): Record<string, string> => ({
  __filename: JSON.stringify(path),
  __dirname: JSON.stringify(dirname(path)),
})

/** Node's own rules; esbuild's defaults prefer what is meant for bundlers. */
const RESOLUTION = {
  conditions: ['node-addons', 'module-sync'],
  mainFields: ['main'],
} as const satisfies { readonly [K in keyof BuildOptions]: unknown }

/** Decided by the extension where it decides, otherwise by what the module does. */
const isCommonJsModule = (path: string, format: string | undefined, imports: Imports): boolean => {
  const extension = extname(path).toLowerCase()
  if (extension === '.cjs' || extension === '.cts') return true
  if (extension === '.mjs' || extension === '.mts' || format === 'esm') return false
  return format === 'cjs' || imports.calledRequire
}

export interface ModuleOptions {
  readonly shims: ShimExports
  /** The module that is run, not imported. */
  readonly isEntry: boolean
  /** Told of each local module that is imported, as soon as it is known. */
  readonly onLocal: (path: string) => void
}

interface Source extends ModuleOptions {
  readonly path: string
  readonly text: string
}

interface Built {
  readonly code: string
  readonly map: string
  readonly imports: Imports
  readonly isCommonJs: boolean
}

const buildModule = async (esbuild: Esbuild, source: Source): Promise<Built> => {
  const { path, text, shims, onLocal } = source
  const imports = noImports()
  const result = await esbuild.build({
    ...COMMON,
    conditions: [...RESOLUTION.conditions],
    mainFields: [...RESOLUTION.mainFields],
    stdin: { contents: text, sourcefile: path, resolveDir: dirname(path), loader: loaderOf(path)! },
    absWorkingDir: dirname(path),
    outfile: outputName(path),
    bundle: true,
    write: false,
    metafile: true,
    sourcemap: 'external',
    format: /\.c[jt]s$/i.test(path) ? 'cjs' : 'esm',
    define: ownPlace(path),
    plugins: [resolveImports({ importer: path, shims, imports, onLocal })],
  })
  const [map, code] = result.outputFiles
  const format = Object.values(result.metafile.inputs)[0]?.format
  return {
    code: code!.text,
    map: map!.text,
    imports,
    isCommonJs: isCommonJsModule(path, format, imports),
  }
}

const finishModule = ({ path }: Source, { code, map, imports }: Built): Text => {
  const uses = { require: code.includes('__require'), meta: /\bimport\.meta\b/.test(code) }
  const banner = moduleBanner(pathToFileURL(path).href, uses, Object.fromEntries(imports.required))
  return prefixLine(code, map, banner)
}

/** CommonJS keeps its own form (a bundle would hide its names from Node): only `require` and `import()` are led elsewhere. */
const transformCommonJs = async (
  esbuild: Esbuild,
  { path, text, isEntry }: Source,
  imports: Imports,
): Promise<Text> => {
  const result = await esbuild.transform(text, {
    ...COMMON,
    format: 'cjs',
    loader: loaderOf(path)!,
    sourcefile: path,
    sourcemap: 'external',
    define: ownPlace(path),
  })
  let code = result.code
  for (const [specifier, to] of imports.dynamic) {
    code = code.replaceAll(`import(${JSON.stringify(specifier)})`, `import(${JSON.stringify(to)})`)
  }
  const required = Object.fromEntries(imports.required)
  return prefixLine(code, result.map, commonJsBanner(pathToFileURL(path).href, required, isEntry))
}

/** Compiles one module by itself; the imports that it needs are told, not followed. */
export const compileModule = async (
  esbuild: Esbuild,
  path: string,
  options: ModuleOptions,
): Promise<CompiledModule> => {
  const source = { path, text: await readFile(path, 'utf8'), ...options }
  try {
    const built = await buildModule(esbuild, source)
    const { isCommonJs, imports } = built
    const { code, map } = isCommonJs
      ? await transformCommonJs(esbuild, source, imports)
      : finishModule(source, built)
    return {
      path,
      hash: contentHash(source.text),
      output: outputName(path),
      isCommonJs,
      code,
      map: withOriginal(map, path, source.text),
      imports,
    }
  } catch (error) {
    throw toTapError(error, path, source.text)
  }
}
