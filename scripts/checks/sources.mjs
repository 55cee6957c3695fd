import fs from 'node:fs'
import path from 'node:path'
import { inRoot } from '../lib/root.mjs'

/** All of src/: `{ path: 'src/core/clock.ts', layer: 'core', isTest, text, code }`; src/index.ts is the layer `index`. */
export const sourceFiles = () =>
  fs
    .readdirSync(inRoot('src'), { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => sourceFile(`src/${name.split(path.sep).join('/')}`))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))

const sourceFile = (file) => sourceFileOf(file, fs.readFileSync(inRoot(file), 'utf8'))

export const sourceFileOf = (file, text) => ({
  path: file,
  layer: layerOf(file),
  isTest: /\.test(-d)?\.ts$/.test(file),
  text,
  code: withoutComments(text),
})

/** `src/core/clock.ts` → `core`; a file directly in src/ is its own layer. */
export const layerOf = (file) => file.split('/')[1].replace(/\.ts$/, '')

export const lineAt = (text, index) => text.slice(0, index).split('\n').length

/** Comments become spaces, so that places stay. */
const withoutComments = (text) =>
  text.replaceAll(COMMENT_OR_STRING, (match) => (match.startsWith('/') ? blank(match) : match))

/** Strings become spaces between their quotes. */
export const withoutStrings = (code) =>
  code.replaceAll(COMMENT_OR_STRING, (match) => match[0] + blank(match.slice(1, -1)) + match.at(-1))

const blank = (text) => text.replaceAll(/[^\n]/g, ' ')

/** A template's `${…}` counts as its text. */
const COMMENT_OR_STRING =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g
