import path from 'node:path'
import { layerOf, lineAt } from './sources.mjs'

/** Each layer sees itself and those before it. */
const ORDER = ['core', 'columns', 'closure', 'io', 'rdd', 'exec', 'context', 'streaming']
/** Beside one another, behind sub-paths of their own. */
const SUB_PATHS = ['kafka', 'kinesis', 'flume', 'sql', 'mllib', 'graph', 'structured']
/** What shows itself to users of the package. */
const FACADES = ['core', 'io', 'rdd', 'context', 'streaming', 'index']

const SEEN = {
  ...Object.fromEntries(ORDER.map((layer, place) => [layer, ORDER.slice(0, place)])),
  ...Object.fromEntries(SUB_PATHS.map((layer) => [layer, ORDER])),
  index: ORDER,
  ui: FACADES,
  testing: FACADES,
  cli: [...ORDER, ...SUB_PATHS, 'index', 'ui', 'testing'],
}

const IMPORT =
  /\b(?:import|export)\b[^'"`;]*?\bfrom\s*(['"])(?<from>[^'"]+)\1|\bimport\s*\(?\s*(['"])(?<bare>[^'"]+)\3/g

/** Imports and re-exports, of types too: `{ specifier, line }`. */
export const importsOf = ({ code }) =>
  [...code.matchAll(IMPORT)].map(({ groups, index }) => ({
    specifier: groups.from ?? groups.bare,
    line: lineAt(code, index),
  }))

/** The breach that an import is, if it is one. Tests may look wherever they want. */
export const importBreach = ({ path: file, layer, isTest }, { specifier, line }) => {
  if (isTest) return undefined
  const rule = ruleBroken(file, layer, specifier)
  return rule === undefined ? undefined : { path: file, line, rule }
}

/** The laws of a seam stand beside it, whatever its layer, and are handed on to users. */
const isContract = (target) => target.includes('/contract/')

const ruleBroken = (file, layer, specifier) => {
  if (SEEN[layer] === undefined) return `src/${layer} is no layer`
  if (specifier.startsWith('tapstream')) return `${specifier} is for users; import the file`
  if (!specifier.startsWith('.')) return undefined
  const target = path.posix.join(path.posix.dirname(file), specifier)
  if (!target.startsWith('src/')) return `${specifier} is outside src/`
  const imported = layerOf(target)
  if (imported === layer || SEEN[layer].includes(imported)) return undefined
  if (layer === 'testing' && isContract(target)) return undefined
  return `${layer} must not import ${imported} (${specifier})`
}
