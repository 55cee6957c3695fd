import { expect } from 'vitest'
import { testFolder } from './folder.ts'
import { tap } from './tap.ts'
import type { Ended } from './watched-process.ts'

/** Whatever goes wrong: no bare stack, and nothing about the inside of tap or Node. */
export const expectForPeople = ({ err }: Ended): void => {
  expect(err).not.toMatch(/^ +at .*(node:internal|cli\.cjs|tap-stage|\.mjs)/m)
  expect(err).not.toMatch(/node:internal|dist\/cli|Warning:|\[object/)
}

/** Exit status and stdout, the first code that stderr names, and the places of job.ts that it names. */
export const partsOf = ({ code, out, err }: Ended) => {
  const [, said] = /^(TAP\d+)/m.exec(err) ?? []
  const places = [...err.matchAll(/\bjob\.ts:(\d+:\d+)/g)].map(([, place]) => place)
  return { code, out, said, places }
}

/** Runs a job that goes wrong in a way that a person can read. */
export const failed = async (job: string, ...words: readonly string[]): Promise<Ended> => {
  const ended = await tap(['run', 'job.ts', ...words], { cwd: testFolder({ 'job.ts': job }) })
  expectForPeople(ended)
  return ended
}
