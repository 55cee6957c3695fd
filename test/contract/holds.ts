import { describe, expect, it } from 'vitest'
import type { Contract } from '../../src/core/contract/contract.ts'

/** Laws that an implementation is known not to keep, with the reason. */
export interface Gap {
  readonly reason: string
  /** Names of laws. */
  readonly tests: readonly string[]
}

/** Runs the laws of a contract as tests; gaps are declared with their reasons. */
export const holds = <Subject>(
  { seam, laws }: Contract<Subject>,
  subject: Subject,
  { skip = [] }: { readonly skip?: readonly Gap[] } = {},
): void => {
  describe(`the laws of a ${seam}`, () => {
    it.for(laws)('$name', async ({ name, check }, context) => {
      const gap = skip.find(({ tests }) => tests.includes(name))
      context.skip(gap !== undefined, gap?.reason)
      await check(subject)
    })

    it('leaves out only laws that exist', () => {
      const names = new Set(laws.map(({ name }) => name))
      expect(skip.flatMap(({ tests }) => tests).filter((name) => !names.has(name))).toEqual([])
    })
  })
}
