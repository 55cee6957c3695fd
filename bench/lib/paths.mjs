import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** A file of `bench/`, by its path inside it. */
export const benchFile = (...parts) => join(project, 'bench', ...parts)

/** A file of `bench/out/`, which holds everything a bench makes and is not kept in version control. */
export const outFile = (...parts) => {
  const folder = benchFile('out')
  mkdirSync(folder, { recursive: true })
  return join(folder, ...parts)
}

export const tapCommand = join(project, 'bin', 'tap.js')

/** Both the library and the command line need the build; a bench without it runs its reference sides alone. */
export const engineIsBuilt = () => existsSync(join(project, 'dist', 'index.js'))
export const tapIsBuilt = () => engineIsBuilt() && existsSync(tapCommand)
