/** The part of esbuild's API that compiling a job needs. */
export type Esbuild = Pick<typeof import('esbuild'), 'build' | 'transform' | 'stop' | 'version'>

export type LoadEsbuild = () => Promise<Esbuild>

/** Part of every cache key, so that a hit need not load esbuild; a test holds it to the installed version. */
export const ESBUILD_VERSION = '0.28.2'

let users = 0

/**
 * Loads esbuild, lends it to `use`, and stops its service when the last user is done: the service is a child process
 * shared by all, and would otherwise stay beside the job.
 */
export const withEsbuild = async <T>(
  load: LoadEsbuild,
  use: (esbuild: Esbuild) => Promise<T>,
): Promise<T> => {
  const esbuild = await load()
  users++
  try {
    return await use(esbuild)
  } finally {
    users--
    if (users === 0) await esbuild.stop()
  }
}
