import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const BUILD = fileURLToPath(new URL('../scripts/build.mjs', import.meta.url))

/**
 * Command-line suites run against dist/, so it must be today's. When it cannot be built, the build has removed it and said why:
 * unit tests run all the same, and what needs dist/ fails.
 */
export const setup = (): void => {
  try {
    execFileSync(process.execPath, [BUILD, '--no-types'], { stdio: ['ignore', 2, 2] })
  } catch {
    process.stderr.write('dist/ could not be built: tests of the command line will fail\n')
  }
}
