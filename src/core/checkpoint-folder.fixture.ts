import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const ROOT = mkdtempSync(join(tmpdir(), 'tap è #1 100% '))

afterAll(() => rmSync(ROOT, { recursive: true, force: true }))

let made = 0

/** A new folder for checkpoints, gone after the test file. */
export const checkpoints = (): string => join(ROOT, String(made++))
