import vm from 'node:vm'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../columns/arbitrary-key.fixture.ts'
import { KeyTable } from '../../columns/key-table.ts'
import { countsOf } from '../scheduler/counts.ts'
import { PipelineRun } from '../scheduler/pipeline-run.ts'
import { Slices } from '../scheduler/slice.ts'
import { helpersFor } from '../scheduler/blame.ts'
import type { OperatorLabel } from '../scheduler/operators-of.ts'
import type { StageFunction } from './stage-code.ts'
import {
  arbitrarySteps,
  big,
  fitting,
  interpret,
  shapeOfSteps,
  type Step,
} from './interpreter.fixture.ts'
import { BIG, BIG_LIST, DONE, FULL, MORE, pipelineText } from './pipeline-text.ts'
import type { InputForm, Shape, SinkKind } from './shape.ts'

type AnyFn = (...args: unknown[]) => unknown

const compile = (shape: Shape): StageFunction =>
  vm.compileFunction(pipelineText(shape), ['t', 'f', 'h']) as StageFunction

const joined: AnyFn = (a, b) => `(${String(a)} ${String(b)})`
const created: AnyFn = (v) => `<${String(v)}>`

const SINKS: Readonly<
  Record<SinkKind, { readonly paired: boolean; readonly fns: readonly AnyFn[] }>
> = {
  rows: { paired: false, fns: [] },
  take: { paired: false, fns: [] },
  count: { paired: false, fns: [] },
  combine: { paired: true, fns: [joined] },
  combineWith: { paired: true, fns: [created, joined] },
  group: { paired: true, fns: [] },
  place: { paired: true, fns: [] },
  deal: { paired: false, fns: [] },
  reduce: { paired: false, fns: [joined] },
  foreach: { paired: false, fns: [] },
}

const LIMIT = 5
const BUCKETS = 3
const placed = (key: unknown): number => canonical(key).length % BUCKETS

/** What each sink makes of the elements, in three lines. */
const ORACLES: Readonly<Record<SinkKind, (elements: readonly unknown[]) => unknown>> = {
  rows: (all) => all,
  take: (all) => all.slice(0, LIMIT),
  count: (all) => all.length,
  combine: (all) => folded(all, (v) => v, joined),
  combineWith: (all) => folded(all, created, joined),
  group: (all) =>
    folded(
      all,
      (v) => [v],
      (list, v) => [...(list as unknown[]), v],
    ),
  place: (all) =>
    buckets((bucket) => all.filter((pair) => placed((pair as unknown[])[0]) === bucket)),
  deal: (all) => buckets((bucket) => all.filter((_, i) => i % BUCKETS === bucket)),
  reduce: (all) => (all.length === 0 ? [] : [all.reduce((a, b) => joined(a, b))]),
  foreach: (all) => all,
}

const buckets = (of: (bucket: number) => unknown): unknown[] =>
  Array.from({ length: BUCKETS }, (_, bucket) => of(bucket))

const folded = (all: readonly unknown[], create: AnyFn, merge: AnyFn): unknown => {
  const values = new Map<string, [unknown, unknown]>()
  for (const [key, value] of all as [unknown, unknown][]) {
    const entry = values.get(canonical(key))
    if (entry === undefined) values.set(canonical(key), [key, create(value)])
    else entry[1] = merge(entry[1], value)
  }
  return [...values.values()]
}

interface Input {
  readonly form: InputForm
  readonly elements: readonly unknown[]
  /** How many elements each chunk has. */
  readonly cuts: readonly number[]
}

const chunked = ({ elements, cuts }: Input): (readonly unknown[])[] => {
  const chunks: (readonly unknown[])[] = []
  let from = 0
  for (const cut of [...cuts, elements.length]) {
    chunks.push(elements.slice(from, Math.max(from, cut)))
    from = Math.max(from, cut)
  }
  return chunks
}

const open = (run: PipelineRun, form: InputForm, chunk: readonly unknown[]): void => {
  run.p = 0
  if (form === 'lines') run.s = chunk.map((line) => `${String(line)}\n`).join('')
  else if (form === 'rows') run.s = chunk
  else if (form === 'iterator') run.s = chunk.values()
  else {
    run.s = chunk.map((pair) => (pair as unknown[])[0])
    run.vs = chunk.map((pair) => (pair as unknown[])[1])
  }
}

const labels = (steps: readonly Step[], sink: string): OperatorLabel[] =>
  [...steps.map(({ op }) => op), sink].map((kind, i) => ({
    name: kind,
    kind,
    identity: `/${i}`,
    site: undefined,
  }))

/** A stage driven by hand: every pause and every long list is met as the runner has to. */
class Driver {
  readonly run: PipelineRun
  readonly calls: unknown[] = []
  readonly #steps: readonly Step[]
  readonly #sink: SinkKind
  readonly #pause: boolean
  #offset = 0
  pauses = 0
  bigs = 0

  constructor(steps: readonly Step[], sink: SinkKind, pause: boolean) {
    this.#steps = steps
    this.#sink = sink
    this.#pause = pause
    const dealt = sink === 'place' || sink === 'deal'
    const counts = new Float64Array(2 * (steps.length + 1))
    this.run = new PipelineRun(new Slices(), new Int32Array(1), counts, {
      limit: LIMIT,
      place: placed,
      ...(dealt && { out: Array.from({ length: BUCKETS }, () => []) }),
      ...(SINKS[sink].paired && { table: new KeyTable() }),
    })
  }

  /** Functions that check that the operator in charge is named while they run. */
  #fns(run: PipelineRun, from: number): AnyFn[] {
    const named =
      (i: number, fn: AnyFn): AnyFn =>
      (...args) => {
        expect(run.at[0]! + this.#offset).toBe(i)
        return fn(...args)
      }
    const steps = this.#steps.map(({ fn }, i) => named(i, fn))
    const each: AnyFn = (x) => void this.calls.push(x)
    const sinkFns = this.#sink === 'foreach' ? [each] : SINKS[this.#sink].fns
    return [...steps.slice(from), ...sinkFns.map((fn) => named(this.#steps.length, fn))]
  }

  through(
    input: Input,
    run = this.run,
    from = 0,
    atPause: (run: PipelineRun) => void = () => undefined,
  ): boolean {
    const ops = shapeOfSteps(this.#steps).slice(from)
    const fns = this.#fns(run, from)
    const sinkFns = fns.slice(ops.length).map((_, i) => `s${i}`)
    const compiled = compile({ input: input.form, ops, sink: this.#sink, sinkFns })
    const helpers = helpersFor(labels(this.#steps.slice(from), this.#sink))
    if (this.#pause) Object.assign(run, { stride: 1, over: () => true })
    for (const chunk of chunked(input)) {
      open(run, input.form, chunk)
      for (let said = MORE; said !== DONE;) {
        said = compiled(run, fns, helpers)
        if (said === FULL) return false
        if (said === MORE) this.pauses++
        if (said === MORE) atPause(run)
        if (said === BIG && !this.#long(run, from)) return false
      }
    }
    return true
  }

  #long(run: PipelineRun, from: number): boolean {
    this.bigs++
    const next = run.bigOp + 1
    const rows = run.big as unknown[]
    expect(rows.length).toBeGreaterThan(BIG_LIST)
    const side = this.#steps[from + run.bigOp]!.side
    const paired = (y: unknown): unknown => (side === 'value' ? [run.bigKey, y] : y)
    const tail = run.tail(next)
    const elements = rows.map(paired)
    this.#offset += next
    const more = this.through({ form: 'rows', elements, cuts: [] }, tail, from + next)
    this.#offset -= next
    run.join(tail)
    return more
  }

  get result(): unknown {
    const { run } = this
    if (this.#sink === 'count') return run.total
    if (this.#sink === 'reduce') return run.has ? [run.acc] : []
    if (this.#sink === 'foreach') return this.calls
    if (!SINKS[this.#sink].paired || this.#sink === 'place') return run.out
    return run.out.map((value, id) => [run.table!.keys[id], value])
  }
}

const scalar = fc.oneof(
  fc.integer({ min: -5, max: 50 }),
  fc.constantFrom('a', 'b c', '', 'ü', null),
)
const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'è', '\r', '€'), maxLength: 6 })
const pairOf = fc.tuple(fc.oneof(fc.constantFrom('x', 'y', 1, 2)), scalar)

const cuts = fc
  .array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 })
  .map((list) => list.sort((a, b) => a - b))

const inputOf = (form: InputForm, maxLength: number): fc.Arbitrary<Input> => {
  const element = { lines: line, rows: scalar, iterator: scalar, pairs: pairOf }[form]
  const elements = fc.array(element as fc.Arbitrary<unknown>, { maxLength })
  return fc.record({ form: fc.constant(form), elements, cuts })
}

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

describe('when the loop leaves', () => {
  it('each record is wholly through or not begun', () => {
    fc.assert(
      fc.property(inputOf('rows', 12), arbitrarySteps(5), (input, steps) => {
        const chain = fitting(steps, false, false)
        const driver = new Driver(chain, 'rows', true)
        driver.through(input, driver.run, 0, ({ seen, out }) => {
          expect(out).toEqual(interpret(chain, input.elements.slice(0, seen)).results)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('the clock has been looked at after at most 64 elements', () => {
    const run = new PipelineRun(new Slices(), new Int32Array(1), new Float64Array(2), {})
    const seen: number[] = []
    const over = run.over.bind(run)
    Object.assign(run, { over: () => (seen.push(run.out.length), over(), false) })
    const compiled = compile({ input: 'rows', ops: [], sink: 'rows', sinkFns: [] })
    run.s = Array.from({ length: 10_000 }, (_, i) => i)
    compiled(run, [], helpersFor([]))
    const gaps = seen.map((n, i) => n - (seen[i - 1] ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(64)
    expect(run.out).toHaveLength(10_000)
  })

  it('elements of a flatMap count for the clock as records do', () => {
    const run = new PipelineRun(new Slices(), new Int32Array(1), new Float64Array(4), {})
    let looks = 0
    Object.assign(run, { over: () => (looks++, false), stride: 64 })
    const ops = [{ op: 'flatMap', side: 'element', fn: 'f' }] as const
    run.s = Array.from({ length: 100 }, (_, i) => i)
    const hundred = Array.from({ length: 100 }, (_, i) => i)
    compile({ input: 'rows', ops, sink: 'count', sinkFns: [] })(
      run,
      [() => hundred],
      helpersFor([]),
    )
    expect(looks).toBe(100)
  })
})

describe('an error', () => {
  const failing = (form: InputForm): readonly [PipelineRun, () => unknown] => {
    const run = new PipelineRun(new Slices(), new Int32Array(1), new Float64Array(6), {})
    const ops = [
      { op: 'map', side: 'element', fn: 'f' },
      { op: 'filter', side: 'element', fn: 'g' },
    ] as const
    const bad = (x: unknown): boolean => {
      if (String(x).includes('bad')) throw new RangeError('bad one')
      return true
    }
    open(
      run,
      form,
      form === 'pairs'
        ? [
            ['good', 1],
            ['bad', 2],
            ['good', 3],
          ]
        : ['good', 'bad', 'good'],
    )
    const compiled = compile({ input: form, ops, sink: 'rows', sinkFns: [] })
    return [run, () => compiled(run, [(x) => x as unknown, bad], helpersFor([]))]
  }

  it.each(FORMS)('leaves the operator in charge and the record behind: %s', (form) => {
    const [run, enter] = failing(form)
    expect(enter).toThrow(new RangeError('bad one'))
    expect(run.at[0]).toBe(1)
    expect(run.record).toEqual(form === 'pairs' ? ['bad', 2] : 'bad')
  })
})

describe('elements that are no pairs', () => {
  const enter = (sink: SinkKind, element: unknown, ops: Shape['ops'] = []): (() => unknown) => {
    const run = new PipelineRun(new Slices(), new Int32Array(1), new Float64Array(8), {
      table: new KeyTable(),
      place: () => 0,
      out: sink === 'place' ? [[]] : [],
    })
    open(run, 'rows', [element])
    const { fns } = SINKS[sink]
    const sinkFns = fns.map((_, i) => `s${i}`)
    const compiled = compile({ input: 'rows', ops, sink, sinkFns })
    const helpers = helpersFor(labels([], sink))
    return () => compiled(run, [...ops.map(() => (x: unknown) => x), ...fns], helpers)
  }
  const elements = [
    'ab',
    'word',
    12,
    null,
    undefined,
    true,
    [],
    ['a'],
    ['a', 1, 2],
    { a: 1 },
    () => 1,
  ]

  it.each(elements.map((element) => [element]))(
    '%o is refused by every sink that needs pairs',
    (element) => {
      for (const sink of ['combine', 'combineWith', 'group', 'place'] as const) {
        expect(enter(sink, element)).toThrow(expect.objectContaining({ code: 'TAP402' }))
      }
    },
  )

  it.each([
    ['a pair', ['a', 1]],
    ['a pair of nothing', [undefined, null]],
    [
      'a pair of pairs',
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
  ])('%s is taken', (_, element) => {
    for (const sink of ['combine', 'combineWith', 'group', 'place'] as const) {
      expect(enter(sink, element)()).toBe(DONE)
    }
  })

  it('are refused by an operator on one side', () => {
    for (const side of ['key', 'value'] as const) {
      const op = { op: 'map', side, fn: 'f' } as const
      expect(enter('rows', 'word', [op])).toThrow(expect.objectContaining({ code: 'TAP402' }))
    }
  })
})
