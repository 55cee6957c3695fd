import * as fc from 'fast-check'
import type { InputForm, LoopOp, OpShape } from './shape.ts'
import type { Input } from './driver.fixture.ts'
import type { Side } from '../../rdd/plan/nodes.ts'

/** One narrow operator with its function; `gives` tells whether an element-side function makes pairs. */
export interface Step {
  readonly op: LoopOp
  readonly side: Side
  readonly fn: (x: unknown) => unknown
  readonly gives?: 'pair' | 'scalar'
}

/** A number made of any value, the same for the same value. */
const num = (x: unknown): number => {
  let sum = 7
  for (const c of JSON.stringify(x) ?? '') sum = (sum * 31 + c.charCodeAt(0)) % 10_007
  return sum
}

const times = (n: number, f: (i: number) => unknown): unknown[] =>
  Array.from({ length: n }, (_, i) => f(i))

function* each(n: number): Generator<string> {
  for (let i = 0; i < n; i++) yield `g${i}`
}

const toPair: Step = { op: 'map', side: 'element', gives: 'pair', fn: (x) => [num(x) % 5, x] }

const STEPS: readonly Step[] = [
  toPair,
  { op: 'map', side: 'element', gives: 'scalar', fn: (x) => num(x) % 100 },
  { op: 'map', side: 'element', gives: 'scalar', fn: () => undefined },
  { op: 'map', side: 'value', fn: (v) => num(v) + 1 },
  { op: 'map', side: 'key', fn: (k) => `k${num(k) % 3}` },
  { op: 'filter', side: 'element', fn: (x) => num(x) % 3 !== 0 },
  { op: 'filter', side: 'element', fn: (x) => num(x) % 2 },
  { op: 'filter', side: 'element', fn: (x) => (num(x) % 4 === 0 ? '' : [x]) },
  { op: 'filter', side: 'value', fn: (v) => num(v) % 3 > 0 },
  { op: 'filter', side: 'key', fn: (k) => num(k) % 4 > 0 || null },
  { op: 'flatMap', side: 'element', gives: 'pair', fn: (x) => times(num(x) % 3, (i) => [i, x]) },
  {
    op: 'flatMap',
    side: 'element',
    gives: 'scalar',
    fn: (x) => new Set(times(num(x) % 3, (i) => i)),
  },
  { op: 'flatMap', side: 'element', gives: 'scalar', fn: (x) => each(num(x) % 3) },
  { op: 'flatMap', side: 'element', gives: 'scalar', fn: (x) => 'ab'.slice(num(x) % 3) },
  { op: 'flatMap', side: 'value', fn: (v) => times(num(v) % 3, (i) => num(v) + i) },
  { op: 'flatMap', side: 'key', fn: (k) => times(num(k) % 3, (i) => `${num(k)}/${i}`) },
]

/** More elements than the loop walks by itself. */
export const big = (longerThan: number): readonly Step[] => [
  {
    op: 'flatMap',
    side: 'element',
    gives: 'pair',
    fn: (x) => times(longerThan + 1, (i) => [i % 7, num(x)]),
  },
  {
    op: 'flatMap',
    side: 'element',
    gives: 'scalar',
    fn: (x) => new Set(times(longerThan + 3, (i) => `${num(x)}.${i}`)),
  },
  { op: 'flatMap', side: 'value', fn: (v) => times(longerThan + 2, (i) => num(v) + i) },
]

/** Leaves out what asks for pairs where there are none; ends in pairs if the sink needs them. */
export const fitting = (
  steps: readonly Step[],
  startsPaired: boolean,
  endsPaired: boolean,
): Step[] => {
  const chain: Step[] = []
  let paired = startsPaired
  for (const step of steps) {
    if (step.side !== 'element' && !paired) continue
    if (step.gives !== undefined) paired = step.gives === 'pair'
    chain.push(step)
  }
  return endsPaired && !paired ? [...chain, toPair] : chain
}

export const arbitrarySteps = (maxLength: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.constantFrom(...STEPS), { maxLength })

export const shapeOfSteps = (steps: readonly Step[]): OpShape[] =>
  steps.map(({ op, side }, i) => ({ op, side, fn: `f${i}` }))

export interface StepCount {
  in: number
  passed: number
  out: number
}

type PairOf = readonly [unknown, unknown]

const applied = ({ op, side, fn }: Step, x: unknown): unknown[] => {
  const argument = side === 'element' ? x : (x as PairOf)[side === 'key' ? 0 : 1]
  const put = (y: unknown): unknown => {
    if (side === 'element') return y
    return side === 'key' ? [y, (x as PairOf)[1]] : [(x as PairOf)[0], y]
  }
  const result = fn(argument)
  if (op === 'map') return [put(result)]
  if (op === 'filter') return result ? [x] : []
  return [...(result as Iterable<unknown>)].map(put)
}

/** What a chain of operators does, element by element, and the ledger of each operator. */
export const interpret = (
  steps: readonly Step[],
  elements: readonly unknown[],
): { results: unknown[]; counts: StepCount[] } => {
  let current = [...elements]
  const counts = steps.map((step) => {
    const lists = current.map((x) => applied(step, x))
    const count = {
      in: current.length,
      passed: lists.filter(({ length }) => length > 0).length,
      out: lists.reduce((sum, { length }) => sum + length, 0),
    }
    current = lists.flat()
    return count
  })
  return { results: current, counts }
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

export const inputOf = (form: InputForm, maxLength: number): fc.Arbitrary<Input> => {
  const element = { lines: line, rows: scalar, iterator: scalar, pairs: pairOf }[form]
  const elements = fc.array(element as fc.Arbitrary<unknown>, { maxLength })
  return fc.record({ form: fc.constant(form), elements, cuts })
}
