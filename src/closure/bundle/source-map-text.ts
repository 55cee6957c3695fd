import { pathToFileURL } from 'node:url'

interface SourceMapJson {
  readonly mappings: string
}

/** Names the original by URL, which holds wherever the map is moved to. */
export const withOriginal = (map: string, path: string, text: string): string =>
  JSON.stringify({
    ...(JSON.parse(map) as SourceMapJson),
    sources: [pathToFileURL(path).href],
    sourcesContent: [text],
  })

/** Code with the map that belongs to it, as JSON. */
export interface Text {
  readonly code: string
  readonly map: string
}

const STRICT = '"use strict";'

/** Puts a line before `code`: in the place of a `#!` line, and after (as) the directive that must stay first. */
export const prefixLine = (code: string, map: string, line: string): Text => {
  if (line === '') return { code, map }
  if (code.startsWith('#!')) return { code: line + code.slice(code.indexOf('\n')), map }
  const directive = code.startsWith(STRICT) ? STRICT : ''
  const json = JSON.parse(map) as SourceMapJson
  return {
    code: `${directive}${line}\n${code}`,
    map: JSON.stringify({ ...json, mappings: `;${json.mappings}` }),
  }
}
