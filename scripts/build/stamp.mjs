import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { inRoot } from '../lib/root.mjs'
import { writeOutputs } from './output.mjs'

const FILE = inRoot('dist', '.stamp')
const BESIDE_SOURCES = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']

/** Changes whenever a file that the build reads was changed, added or removed. */
export const inputStamp = () => {
  const hash = createHash('sha256')
  for (const file of inputs()) {
    const { size, mtimeMs } = fs.statSync(file, { throwIfNoEntry: false }) ?? {}
    hash.update(`${path.relative(inRoot(), file)}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** What the parts of dist/ were built from: `{ code, types }`. */
export const readStamps = () => {
  try {
    return JSON.parse(fs.readFileSync(FILE, 'utf8'))
  } catch {
    return {}
  }
}

export const writeStamp = (part, stamp) => {
  writeOutputs([{ path: FILE, contents: JSON.stringify({ ...readStamps(), [part]: stamp }) }])
}

const inputs = () => [
  ...filesUnder(inRoot('src')).filter((file) => !/\.test(-d)?\.ts$/.test(file)),
  ...filesUnder(inRoot('scripts', 'build')),
  ...BESIDE_SOURCES.map((name) => inRoot(name)),
]

const filesUnder = (directory) =>
  fs
    .readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted()
