import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KeyTable } from '../../columns/key-table.ts'
import { helpersFor } from '../scheduler/blame.ts'
import { PipelineRun } from '../scheduler/pipeline-run.ts'
import { Slices } from '../scheduler/slice.ts'
import { compile, Driver, labels, open } from './driver.fixture.ts'
import { arbitrarySteps, fitting, inputOf, interpret } from './interpreter.fixture.ts'
import { DONE } from './pipeline-text.ts'
import type { InputForm, Shape, SinkKind } from './shape.ts'
import { SINKS } from './sinks.fixture.ts'

const FORMS: readonly InputForm[] = ['lines', 'rows', 'pairs', 'iterator']

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
    const over = run.pace.over.bind(run.pace)
    Object.assign(run.pace, { over: () => (seen.push(run.out.length), over(), false) })
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
    Object.assign(run.pace, { over: () => (looks++, false), stride: 64 })
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
    run.pace.stride = 64
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
    run.pace.stride = 64
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
