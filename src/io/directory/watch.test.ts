import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Watch, watchFolder } from './watch.ts'

let folder: string
let names: Set<string | undefined>
let watch: Watch

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tap watch #1 100% è '))
  await writeFile(join(folder, 'old'), 'old')
  await mkdir(join(folder, 'sub'))
  names = new Set()
  watch = await watchFolder(folder, {
    named: (name) => names.add(name),
    failed: (error) => expect.fail(error.message),
  })
})

afterEach(async () => {
  await watch.close()
  await rm(folder, { recursive: true })
})

it('names what is made, changed, renamed or removed, and nothing deeper', async () => {
  await writeFile(join(folder, 'sub', 'deep'), 'x')
  await writeFile(join(folder, 'old'), 'new')
  await writeFile(join(folder, 'a b #1 100% è'), 'x')
  await rename(join(folder, 'old'), join(folder, 'renamed'))
  await rm(join(folder, 'renamed'))
  await writeFile(join(folder, 'last'), 'x')
  await vi.waitFor(() => expect(names).toContain('last'))
  for (const name of ['old', 'a b #1 100% è', 'renamed']) expect(names).toContain(name)
  expect(names).not.toContain('deep')
})

it('is silent after it was closed', async () => {
  await watch.close()
  await writeFile(join(folder, 'a'), 'x')
  const other = new Set<string | undefined>()
  watch = await watchFolder(folder, { named: (name) => other.add(name), failed: () => {} })
  await writeFile(join(folder, 'b'), 'x')
  await vi.waitFor(() => expect(other).toContain('b'))
  expect(names.size).toBe(0)
})
