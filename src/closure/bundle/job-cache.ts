import {
  accessSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import { contentHash } from './content-hash.ts'
import { outputStem } from './output-name.ts'

/** A compiled job, as files on disk. */
export interface CompiledJob {
  /** The compiled entry: a path to import. */
  readonly entry: string
  /** Every local module: its original path, and its output. */
  readonly modules: readonly { readonly source: string; readonly output: string }[]
  /** True if nothing had to be compiled. */
  readonly isCached: boolean
}

/** What the compile step hands to the cache. */
export interface JobFiles {
  /** Original files that decide what the outputs are, with the hash of what was read. */
  readonly inputs: readonly (readonly [path: string, hash: string])[]
  /** Files of packages that the outputs import by path. */
  readonly packages: readonly string[]
  readonly files: ReadonlyMap<string, string>
  readonly modules: readonly { readonly source: string; readonly output: string }[]
  /** False if the next start may find more than this one did. */
  readonly isLasting: boolean
}

interface Manifest {
  readonly packages: readonly string[]
  readonly modules: JobFiles['modules']
  readonly files: readonly (readonly [name: string, size: number])[]
}

const MANIFEST = '~manifest.json'
const INPUTS = 'inputs.json'
const KEPT_VERSIONS = 8

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** The hash of a file's content; an input that is absent (a package's package.json) is an answer too. */
export const hashOf = (path: string): string => {
  try {
    return contentHash(readFileSync(path))
  } catch {
    return 'absent'
  }
}

const keyOf = (settings: string, inputs: JobFiles['inputs']): string =>
  contentHash(JSON.stringify([settings, [...inputs].sort(([a], [b]) => (a < b ? -1 : 1))]))

const jobIn = (folder: string, modules: JobFiles['modules'], isCached: boolean): CompiledJob => ({
  entry: join(folder, modules[0]!.output),
  modules: modules.map(({ source, output }) => ({ source, output: join(folder, output) })),
  isCached,
})

/** The job in `folder`, if all of it is there in its full length: a disk that was full leaves files too short. */
const readJob = (folder: string): CompiledJob | undefined => {
  try {
    const manifest = readJson(join(folder, MANIFEST)) as Manifest
    for (const path of manifest.packages) accessSync(path)
    if (manifest.files.some(([name, size]) => statSync(join(folder, name)).size !== size)) {
      return undefined
    }
    return jobIn(folder, manifest.modules, true)
  } catch {
    return undefined
  }
}

const writeFiles = (folder: string, job: JobFiles): void => {
  for (const [name, text] of job.files) writeFileSync(join(folder, name), text)
  const manifest: Manifest = {
    packages: job.packages,
    modules: job.modules,
    files: [...job.files].map(([name, text]) => [name, Buffer.byteLength(text)]),
  }
  writeFileSync(join(folder, MANIFEST), JSON.stringify(manifest))
}

/** Gives a finished folder its lasting name. One that is there already and sound is as good; a damaged one goes. */
const settle = (temporary: string, folder: string): string => {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      renameSync(temporary, folder)
      return folder
    } catch {
      if (readJob(folder) !== undefined) {
        rmSync(temporary, { recursive: true, force: true })
        return folder
      }
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return temporary
}

const replaceFile = (path: string, text: string): void => {
  const temporary = `${path}.${process.pid}`
  writeFileSync(temporary, text)
  renameSync(temporary, path)
}

/** Forgets the oldest versions; some stay, since a running job may still import from them. */
const prune = (home: string): void => {
  const versions = readdirSync(home, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .map((item) => join(home, item.name))
    .map((path) => ({ path, time: statSync(path).mtimeMs }))
    .sort((a, b) => b.time - a.time)
  for (const { path } of versions.slice(KEPT_VERSIONS))
    rmSync(path, { recursive: true, force: true })
}

const quietly = (act: () => void): void => {
  try {
    act()
  } catch {
    // A cache that cannot be kept in order costs time, never a job.
  }
}

/** The compiled versions of one job: `<home>/inputs.json` names the files to hash, `<home>/<key>/` holds outputs. */
export class JobCache {
  readonly #home: string
  readonly #settings: string

  constructor(directory: string, entry: string, settings: string) {
    this.#home = join(directory, 'jobs', outputStem(entry))
    this.#settings = settings
  }

  read(): CompiledJob | undefined {
    try {
      const paths = readJson(join(this.#home, INPUTS)) as readonly string[]
      const inputs = paths.map((path) => [path, hashOf(path)] as const)
      return readJob(join(this.#home, keyOf(this.#settings, inputs)))
    } catch {
      return undefined
    }
  }

  /** Throws if the directory cannot be written. */
  write(job: JobFiles): CompiledJob {
    mkdirSync(this.#home, { recursive: true, mode: 0o700 })
    const temporary = mkdtempSync(join(this.#home, '.new-'))
    writeFiles(temporary, job)
    const folder = settle(temporary, join(this.#home, keyOf(this.#settings, job.inputs)))
    const paths = job.inputs.map(([path]) => path)
    if (job.isLasting) quietly(() => replaceFile(join(this.#home, INPUTS), JSON.stringify(paths)))
    quietly(() => prune(this.#home))
    return jobIn(folder, job.modules, false)
  }
}
