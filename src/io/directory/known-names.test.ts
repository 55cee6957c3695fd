import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { KnownNames } from './known-names.ts'

it('forgets what a listing did not see, unless it is there all the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tap known #1 100% è '))
  await writeFile(join(folder, 'missed'), 'x')
  const names = new KnownNames()
  for (const name of ['seen', 'missed', 'gone']) names.of(name)
  names.beginListing()
  names.listed(names.of('seen'))
  names.of('named meanwhile')
  await names.endListing(folder)
  expect(
    ['seen', 'missed', 'gone', 'named meanwhile'].map((name) => names.get(name) !== undefined),
  ).toEqual([true, true, false, true])
  await rm(folder, { recursive: true })
})
