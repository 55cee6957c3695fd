import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsOf } from '../scheduler/counts.ts'
import { Driver, type Input, labels } from './driver.fixture.ts'
import {
  arbitrarySteps,
  big,
  fitting,
  inputOf,
  interpret,
  type Step,
} from './interpreter.fixture.ts'
import { BIG_LIST } from './pipeline-text.ts'
import type { InputForm, SinkKind } from './shape.ts'
import { LIMIT, ORACLES, SINKS } from './sinks.fixture.ts'

const FORMS: readonly InputForm[] = ['lines', 'rows', 'pairs', 'iterator']
const KINDS = Object.keys(SINKS) as SinkKind[]
const ALL = FORMS.flatMap((form) => KINDS.map((sink) => [form, sink] as const))

const ledger = (driver: Driver, chain: readonly Step[]): unknown[] =>
  countsOf(labels(chain, 'sink'), driver.run, 0).map(({ in: into, passed, out }) => ({
    in: into,
    passed,
    out,
  }))

const check = (input: Input, steps: readonly Step[], sink: SinkKind, pause: boolean): Driver => {
  const chain = fitting(steps, input.form === 'pairs', SINKS[sink].paired)
  const driver = new Driver(chain, sink, pause)
  const whole = driver.through(input)
  const { results, counts } = interpret(chain, input.elements)
  expect(driver.result).toEqual(ORACLES[sink](results))
  if (sink === 'take') {
    expect(whole).toBe(results.length < LIMIT)
    return driver
  }
  expect(whole).toBe(true)
  expect(driver.run.seen).toBe(input.elements.length)
  expect(ledger(driver, chain).slice(0, -1)).toEqual(counts)
  return driver
}

describe('the generated loop does what its operators say', () => {
  it.each(ALL)('%s → %s', (form, sink) => {
    fc.assert(
      fc.property(inputOf(form, 20), arbitrarySteps(6), (input, steps) => {
        check(input, steps, sink, false)
      }),
      { numRuns: 40 },
    )
  })

  it.each(ALL)('%s → %s, when the time is up after every element', (form, sink) => {
    fc.assert(
      fc.property(inputOf(form, 20), arbitrarySteps(6), (input, steps) => {
        const driver = check(input, steps, sink, true)
        if (sink !== 'take') expect(driver.pauses).toBe(input.elements.length)
      }),
      { numRuns: 30 },
    )
  })

  it.each(ALL)('%s → %s, when a flatMap gives more than its loop walks', (form, sink) => {
    const steps = fc
      .tuple(arbitrarySteps(2), fc.constantFrom(...big(BIG_LIST)), arbitrarySteps(2))
      .map(([before, long, after]) => [...before, long, ...after])
    let bigs = 0
    fc.assert(
      fc.property(inputOf(form, 3), steps, fc.boolean(), (input, steps, pause) => {
        bigs += check(input, steps, sink, pause).bigs
      }),
      { numRuns: 4, seed: 7 },
    )
    expect(bigs).toBeGreaterThan(0)
  })
})

describe('the ledger', () => {
  it('obeys in = passed + dropped, and out of one = in of the next', () => {
    fc.assert(
      fc.property(inputOf('rows', 20), arbitrarySteps(6), (input, steps) => {
        const chain = fitting(steps, false, false)
        const driver = new Driver(chain, 'rows', false)
        driver.through(input)
        const counts = countsOf(labels(chain, 'rows'), driver.run, 0)
        for (const [i, { in: into, passed, out, kind }] of counts.entries()) {
          expect(passed).toBeLessThanOrEqual(into)
          if (kind === 'map') expect(passed).toBe(into)
          if (kind !== 'flatMap' && i < chain.length) expect(out).toBe(passed)
          if (i > 0) expect(into).toBe(counts[i - 1]!.out)
        }
      }),
    )
  })
})
