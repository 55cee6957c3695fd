import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { onTestFinished } from 'vitest'

import type { CompileOptions } from './compile-job.ts'
import { type LoadedJob, loadJob } from './load-job.ts'

/** Node's own `import()`: vitest would transform what was compiled. */
const nativeImport = (folder: string): ((url: string) => Promise<unknown>) => {
  const file = join(folder, 'import.cjs')
  writeFileSync(file, 'module.exports = (url) => import(url)')
  return createRequire(file)(file) as (url: string) => Promise<unknown>
}

const scratch = mkdtempSync(join(tmpdir(), 'tap-import-'))
const importFile = nativeImport(scratch)
rmSync(scratch, { recursive: true })

const importModule = (url: string): Promise<unknown> =>
  url === 'esbuild' ? import('esbuild') : importFile(url)

/** A folder of files with the worst of names, gone after the test. */
export class JobFolder {
  readonly path: string
  readonly options: CompileOptions & { readonly cache: string }

  constructor(files: Readonly<Record<string, string>>) {
    this.path = realpathSync(mkdtempSync(join(tmpdir(), 'tap job #1 50% é ')))
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }))
    this.options = {
      shims: { tapstream: ['SparkContext', 'pair'], 'tapstream/testing': ['ManualClock'] },
      engineVersion: '1.0.0',
      cache: join(this.path, 'cache é #%'),
    }
    for (const [name, text] of Object.entries(files)) this.write(name, text)
  }

  file(name: string): string {
    return join(this.path, name)
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.file(name)), { recursive: true })
    writeFileSync(this.file(name), text)
  }

  async load(name: string, options: Partial<CompileOptions> = {}): Promise<LoadedJob> {
    return loadJob(this.file(name), { ...this.options, ...options, importModule })
  }

  /** What the job exports, its default export's own properties among it. */
  async run(name: string): Promise<Record<string, unknown>> {
    const { namespace } = await this.load(name)
    return namespace as Record<string, unknown>
  }
}
