import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder for the checkpoints of one test file, gone after it. */
export const CHECKPOINTS: string = mkdtempSync(join(tmpdir(), 'tap è #1 100% '))

afterAll(() => rmSync(CHECKPOINTS, { recursive: true, force: true }))
