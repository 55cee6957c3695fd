/** The engine's exports, by the name under which jobs import them. */
export type ShimExports = Readonly<Record<string, readonly string[]>>

const PREFIX = '~tapstream'

/** `tapstream` → `.`, `tapstream/testing` → `./testing`: the keys of the registry. */
const registryKey = (specifier: string): string => specifier.replace(/^tapstream/, '.')

const shimStem = (specifier: string): string =>
  PREFIX + specifier.slice('tapstream'.length).replaceAll('/', '.')

/** The file that stands for an import of tapstream in ES modules. */
export const shimName = (specifier: string): string => `${shimStem(specifier)}.mjs`

/** The same for `require`, which wants the module object itself. */
export const commonJsShimName = (specifier: string): string => `${shimStem(specifier)}.cjs`

export const RUNTIME_NAME = `${PREFIX}.runtime.cjs`

const lookUp = (specifier: string): string =>
  `const engine = globalThis[Symbol.for('tapstream')]?.[${JSON.stringify(registryKey(specifier))}]
if (engine === undefined) throw new Error('This is a compiled job: it runs only under tap run.')
`

const shim = (specifier: string, names: readonly string[]): string =>
  lookUp(specifier) +
  names
    .map((name, index) =>
      name === 'default'
        ? 'export default engine.default\n'
        : `const e${index} = engine.${name}\nexport { e${index} as ${name} }\n`,
    )
    .join('')

// What a module asks about its own place is answered for the original file: by `import.meta` and by `require`.
// Only the specifiers in `outputs` (of other parts of the job) lead to compiled files beside this one.
const RUNTIME = `'use strict'
const { createRequire, isBuiltin } = require('node:module')
const { dirname } = require('node:path')
const { fileURLToPath, pathToFileURL } = require('node:url')

exports.require = (url, outputs, main) => {
  const native = createRequire(url)
  const load = (id) => (Object.hasOwn(outputs, id) ? require(outputs[id]) : native(id))
  return Object.assign(load, native, main && { main })
}

exports.meta = (meta, url) => {
  const filename = fileURLToPath(url)
  const resolve = (id) => {
    if (isBuiltin(id)) return id.startsWith('node:') ? id : 'node:' + id
    if (/^(\\.{0,2}\\/|[a-z][a-z0-9+.-]+:)/i.test(id)) return new URL(id, url).href
    return pathToFileURL(createRequire(url).resolve(id)).href
  }
  Object.assign(meta, { url, filename, dirname: dirname(filename), resolve })
}
`

/** The files beside the outputs that every compiled job has: name → text. */
export const generatedFiles = (shims: ShimExports): ReadonlyMap<string, string> =>
  new Map([
    [RUNTIME_NAME, RUNTIME],
    ...Object.entries(shims).flatMap(([specifier, names]) => [
      [shimName(specifier), shim(specifier, names)] as const,
      [commonJsShimName(specifier), `${lookUp(specifier)}module.exports = engine\n`] as const,
    ]),
  ])

/** The first line of an ES module of the job: gives it what it uses of its own place. */
export const moduleBanner = (
  url: string,
  uses: { readonly require: boolean; readonly meta: boolean },
  outputs: Readonly<Record<string, string>>,
): string => {
  if (!uses.require && !uses.meta) return ''
  const at = JSON.stringify(url)
  return [
    `import __tapstream from "./${RUNTIME_NAME}";`,
    uses.meta ? `__tapstream.meta(import.meta, ${at});` : '',
    uses.require ? `const require = __tapstream.require(${at}, ${JSON.stringify(outputs)});` : '',
  ].join('')
}

/** The same for CommonJS: a `require` that stands at the original file. */
export const commonJsBanner = (
  url: string,
  outputs: Readonly<Record<string, string>>,
  isEntry: boolean,
): string =>
  `var require = require("./${RUNTIME_NAME}").require(${JSON.stringify(url)}, ${JSON.stringify(outputs)}${isEntry ? ', module' : ''});`
