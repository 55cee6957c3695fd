import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Milliseconds, Minutes, Seconds } from '../../core/duration.ts'
import type { DStream } from '../dstream.ts'
import { timesIn, windowLengths } from './durations.ts'

const sliding = (slide: number): DStream<unknown> =>
  ({
    node: { slide, name: 'parent', site: undefined },
    ssc: { batchDuration: 1000 },
  }) as unknown as DStream<unknown>

describe('windowLengths', () => {
  it.each([
    [1000, 30, 10, { length: 30_000, slide: 10_000 }],
    [1000, Minutes(1), '10 seconds', { length: 60_000, slide: 10_000 }],
    [1000, 5, undefined, { length: 5000, slide: 1000 }],
    [1000, 5, null, { length: 5000, slide: 1000 }],
    [2000, 2, undefined, { length: 2000, slide: 2000 }],
    [1000, 1, 10, { length: 1000, slide: 10_000 }],
    [250, Milliseconds(750), Seconds(0.5), { length: 750, slide: 500 }],
  ])('on a slide of %i ms, %o every %o', (step, window, slide, lengths) => {
    expect(windowLengths(sliding(step), 'window', window, slide, undefined)).toEqual(lengths)
  })

  it.each([
    [1000, 1.5, 1],
    [1000, 3, 1.5],
    [2000, 3, 2],
    [2000, 4, 1],
    [1000, 0.5, undefined],
  ])('on a slide of %i ms refuses %o every %o', (step, window, slide) => {
    expect(() => windowLengths(sliding(step), 'window', window, slide, undefined)).toThrow(
      expect.objectContaining({ code: 'TAP401' }),
    )
  })

  it.each([
    [0, 1],
    [1, 0],
    [-1, 1],
    ['long', 1],
  ])('refuses %o every %o as lengths', (window, slide) => {
    expect(() => windowLengths(sliding(1000), 'window', window, slide, undefined)).toThrow(
      expect.objectContaining({ code: 'TAP405' }),
    )
  })
})

describe('timesIn', () => {
  it('gives the times of (from, to] on the grid, later than zeroTime', () => {
    const step = fc.integer({ min: 1, max: 5 })
    const multiples = fc.integer({ min: -10, max: 20 })
    fc.assert(
      fc.property(step, multiples, multiples, multiples, (step, zero, from, to) => {
        const all = Array.from({ length: 61 }, (_, i) => (i - 20) * step)
        const expected = all.filter((t) => t > from * step && t <= to * step && t > zero * step)
        expect(timesIn(from * step, to * step, step, zero * step)).toEqual(expected)
      }),
    )
  })
})
