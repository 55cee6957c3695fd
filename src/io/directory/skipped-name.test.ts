import { describe, expect, it } from 'vitest'
import { skipReason } from './skipped-name.ts'

const reasons = (names: readonly string[], filter?: (path: string) => boolean): unknown[] =>
  names.map((name) => skipReason(name, `/lab/${name}`, filter))

describe('skipReason', () => {
  it('tells hidden and unfinished names', () => {
    expect(reasons(['.a', '_a'])).toEqual(['hidden', 'hidden'])
    const unfinished = ['~a', 'a~', 'a.tmp', 'A.TMP', 'a._COPYING_', 'a_COPYING_']
    expect(new Set(reasons(unfinished))).toEqual(new Set(['unfinished']))
  })

  it('lets other names pass', () => {
    const names = ['a', 'a.b', 'a_b', 'a~b', 'tmp', 'a.tmpx', '-', ' #%è']
    expect(new Set(reasons(names))).toEqual(new Set([undefined]))
  })

  it('gives the path to a filter, which decides about all but hidden names', () => {
    const filter = (path: string): boolean => path === '/lab/a.tmp'
    expect(reasons(['a.tmp', 'b', '.c'], filter)).toEqual([undefined, 'refused', 'hidden'])
  })
})
