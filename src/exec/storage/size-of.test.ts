import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../../core/collect-garbage.fixture.ts'
import { sizeOf } from './size-of.ts'

const many = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i))

/** What V8 takes for the rows, by its own count. */
const measured = (make: () => unknown[]): number => {
  // What V8 makes of the code itself is there before.
  make()
  collectGarbage()
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  const rows = make()
  collectGarbage()
  const bytes = process.memoryUsage().heapUsed - before
  return rows.length > 0 ? bytes : 0
}

describe('the size of rows', () => {
  it.each<[string, (i: number) => unknown]>([
    ['pairs of words and counts', (i) => [`word number ${i}`, i]],
    ['lines', (i) => `a line of text with its number ${i} `.repeat(4)],
    ['objects', (i) => ({ id: i, name: `name ${i}`, score: i / 3 })],
  ])('is about that of %s', (_, of) => {
    const make = (): unknown[] => many(100_000, of)
    const real = measured(make)
    const estimate = sizeOf(make())
    expect(estimate / real).toBeGreaterThan(0.4)
    expect(estimate / real).toBeLessThan(2.5)
  })

  it('grows with the number of rows, and looks at few of them', () => {
    let looked = 0
    const row = (): object => new Proxy({}, { ownKeys: () => (looked++, []) })
    const some = sizeOf(many(1000, row))
    expect(looked).toBeLessThan(140)
    expect(sizeOf(many(10_000, row))).toBeGreaterThan(5 * some)
  })

  it('counts what rows share once, ends on cycles, and runs no code of the rows', () => {
    const shared = many(1000, (i) => i / 3)
    expect(sizeOf(many(50, () => [shared]))).toBeLessThan(4 * sizeOf([shared]))
    const loop: unknown[] = []
    loop.push(loop)
    expect(sizeOf(loop)).toBeGreaterThan(0)
    const trap = Object.defineProperty({}, 'x', {
      get: () => {
        throw new Error('looked')
      },
      enumerable: true,
    })
    expect(sizeOf([trap])).toBeGreaterThan(0)
  })

  it('is small for nothing', () => {
    expect(sizeOf([])).toBeLessThan(64)
  })
})
