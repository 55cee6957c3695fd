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
import { BIG_LIST, pipelineText } from './pipeline-text.ts'
import type { InputForm, Shape, SinkKind } from './shape.ts'
import { LIMIT, ORACLES, SINKS } from './sinks.fixture.ts'

const FORMS: readonly InputForm[] = ['lines', 'rows', 'pairs', 'iterator']
const KINDS = Object.keys(SINKS) as SinkKind[]
const ALL = FORMS.flatMap((form) => KINDS.map((sink) => [form, sink] as const))

interface Found {
  readonly result: unknown
  /** False when a `take` had enough. */
  readonly whole: boolean
  readonly ledger: readonly unknown[]
}

const ledger = (driver: Driver, chain: readonly Step[]): unknown[] =>
  countsOf(labels(chain, 'sink'), driver.run, 0)
    .slice(0, -1)
    .map(({ in: into, passed, out }) => ({ in: into, passed, out }))

/** What the generated loop makes of an input, and what its operators say. A `take` that has enough counts no further. */
const both = (
  input: Input,
  steps: readonly Step[],
  sink: SinkKind,
  pause: boolean,
): { driver: Driver; found: Found; expected: Found } => {
  const chain = fitting(steps, input.form === 'pairs', SINKS[sink].paired)
  const driver = new Driver(chain, sink, pause)
  const whole = driver.through(input)
  const { results, counts } = interpret(chain, input.elements)
  return {
    driver,
    found: { result: driver.result, whole, ledger: sink === 'take' ? [] : ledger(driver, chain) },
    expected: {
      result: ORACLES[sink](results),
      whole: sink !== 'take' || results.length < LIMIT,
      ledger: sink === 'take' ? [] : counts,
    },
  }
}

describe('what is noted', () => {
  const shape = (sink: SinkKind): Shape => ({
    input: 'rows',
    ops: [],
    sink,
    sinkFns: SINKS[sink].fns.map(String),
  })

  it.each(KINDS)('changes nothing of the text unless it is asked for: %s', (sink) => {
    const plain = pipelineText(shape(sink))
    expect(plain).not.toContain('note')
    const folds = ['combine', 'combineWith', 'reduce'].includes(sink)
    expect(pipelineText({ ...shape(sink), noted: true }) === plain).toBe(!folds)
  })
})

describe('the generated loop does what its operators say', () => {
  it.each(ALL)('%s → %s', (form, sink) => {
    fc.assert(
      fc.property(inputOf(form, 20), arbitrarySteps(6), (input, steps) => {
        const { found, expected } = both(input, steps, sink, false)
        expect(found).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })

  it.each(ALL)('%s → %s, when the time is up after every element', (form, sink) => {
    fc.assert(
      fc.property(inputOf(form, 20), arbitrarySteps(6), (input, steps) => {
        const { driver, found, expected } = both(input, steps, sink, true)
        expect(found).toEqual(expected)
        expect(driver.pauses).toBe(found.whole ? input.elements.length : driver.pauses)
      }),
      { numRuns: 20 },
    )
  })

  it.each(ALL)('%s → %s, when a flatMap gives more than its loop walks', (form, sink) => {
    const steps = fc
      .tuple(arbitrarySteps(2), fc.constantFrom(...big(BIG_LIST)), arbitrarySteps(2))
      .map(([before, long, after]) => [...before, long, ...after])
    let bigs = 0
    fc.assert(
      fc.property(inputOf(form, 3), steps, fc.boolean(), (input, steps, pause) => {
        const { driver, found, expected } = both(input, steps, sink, pause)
        expect(found).toEqual(expected)
        bigs += driver.bigs
      }),
      { numRuns: 3, seed: 7 },
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
        expect(counts.every(({ in: into, passed }) => passed <= into)).toBe(true)
        expect(
          counts.every(({ kind, in: into, passed }) => kind !== 'map' || passed === into),
        ).toBe(true)
        expect(counts.slice(1).map((count) => count.in)).toEqual(
          counts.slice(0, -1).map((count) => count.out),
        )
      }),
    )
  })
})
