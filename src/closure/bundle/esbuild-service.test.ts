import * as esbuild from 'esbuild'
import { expect, it } from 'vitest'

import { type Esbuild, ESBUILD_VERSION, withEsbuild } from './esbuild-service.ts'

it('the version in cache keys is the installed one', () => {
  expect(esbuild.version).toBe(ESBUILD_VERSION)
})

it('the service is stopped once, after its last user, also after a failure', async () => {
  let stops = 0
  const lent = {
    ...esbuild,
    stop: () => {
      stops++
      return Promise.resolve()
    },
  } satisfies Esbuild
  const load = () => Promise.resolve(lent)
  let release = (): void => {}
  const slow = withEsbuild(load, () => new Promise<void>((resolve) => (release = resolve)))
  await expect(withEsbuild(load, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(stops).toBe(0)
  release()
  await slow
  expect(stops).toBe(1)
})
