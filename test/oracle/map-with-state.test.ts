import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type State, StateSpec, type Time } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { canonical } from '../../src/columns/arbitrary-key.fixture.ts'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'
import { gappyBatches, key, text } from './arbitraries.ts'
import { PARTITIONS, placed } from './arrays.ts'

/** What a record asks for: to add to the state, to end it, or only to look. */
type Ask = '+' | '-' | '?'
type Told = readonly [key: unknown, ask: Ask | undefined, before: string | undefined, idle: boolean]

const ask = fc.constantFrom<Ask>('+', '+', '-', '?')
const records = fc.array(fc.tuple(key, ask), { maxLength: 12 })

const told = (k: unknown, a: Ask | undefined, state: State<string>): Told => {
  const before = state.getOption()
  expect(state.exists()).toBe(before !== undefined)
  const idle = state.isTimingOut()
  if (idle) return [k, a, before, idle]
  if (a === '+') state.update(`${before ?? ''}x`)
  if (a === '-' && state.exists()) state.remove()
  return [k, a, before, idle]
}

interface Options {
  readonly n: number
  readonly initial?: readonly (readonly [unknown, string])[] | undefined
  /** In batches. */
  readonly timeout?: number
}

type Batches = readonly (readonly (readonly [unknown, Ask])[] | null)[]

/** Of equal keys that look different any may stand for the others. */
const byValue = ([k, ...rest]: readonly unknown[]): unknown[] => [canonical(k), ...rest]

/** One Map per partition, in the order in which keys came. */
const oracle = (batches: Batches, { n, initial = [], timeout }: Options) => {
  const maps = Array.from({ length: n }, () => new Map<string, [unknown, string, number]>())
  const last = new Map(initial.map((pair) => [canonical(pair[0]), pair]))
  return batches.map((batch, b) => {
    const mapped = maps.map((map, p) => {
      if (b === 0) {
        for (const [k, s] of placed([...last.values()], n)[p]!) {
          map.set(canonical(k), [k, s as string, 0])
        }
      }
      const out: Told[] = []
      const touched = new Set<string>()
      for (const [k, a] of placed(batch ?? [], n)[p]! as [unknown, Ask][]) {
        const id = canonical(k)
        const known = map.get(id)
        out.push([k, a, known?.[1], false])
        touched.add(id)
        if (a === '+') {
          const state: [unknown, string, number] = [known?.[0] ?? k, `${known?.[1] ?? ''}x`, b]
          map.set(id, state)
        } else if (a === '-') map.delete(id)
        else if (known !== undefined && timeout !== undefined) known[2] = b
      }
      if (timeout !== undefined && (b + 1) % 10 === 0) {
        for (const [id, [k, s, at]] of map) {
          if (touched.has(id) || at >= b - timeout) continue
          out.push([k, undefined, s, true])
          map.delete(id)
        }
      }
      return out
    })
    const states = maps.map((map) => [...map.values()].map(([k, s]) => [k, s] as const))
    return {
      mapped: mapped.map((part) => part.map(byValue)),
      states: states.map((part) => part.map(byValue)),
    }
  })
}

const found = async (batches: Batches, partitions: number, options: Options) => {
  const { mapped, states } = await runStreamTest({
    inputs: { data: batches as [string, Ask][][] },
    checkpointDir: checkpoints(),
    partitions,
    build: (_, { data }) => {
      let spec = StateSpec.function(told).numPartitions(options.n)
      if (options.initial !== undefined) spec = spec.initialState(options.initial)
      if (options.timeout !== undefined) spec = spec.timeout(options.timeout)
      const stream = data.mapWithState(spec)
      return { mapped: stream.glom(), states: stream.stateSnapshots().glom() }
    },
  })
  return mapped.map((batch, b) => ({
    mapped: batch!.map((part) => [...part].map(byValue)),
    states: states[b]!.map((part) => [...part].map(byValue)),
  }))
}

const RUNS = { numRuns: 25 }

describe('mapWithState', () => {
  it.each(PARTITIONS)('calls once per record, on %i partitions', async (n) => {
    const partitions = fc.constantFrom(...PARTITIONS)
    await fc.assert(
      fc.asyncProperty(gappyBatches(records, 8), partitions, async (batches, p) => {
        expect(await found(batches, p, { n })).toEqual(oracle(batches, { n }))
      }),
      RUNS,
    )
  })

  it.each(PARTITIONS)('starts from an initial state, on %i partitions', async (n) => {
    const initial = fc.array(fc.tuple(key, text), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(gappyBatches(records, 5), initial, async (batches, pairs) => {
        const options = { n, initial: pairs }
        expect(await found(batches, 2, options)).toEqual(oracle(batches, options))
      }),
      RUNS,
    )
  })

  it.each([1, 3])('times idle keys out every ten batches, on %i partitions', async (n) => {
    const many = fc.array(fc.oneof(records, fc.constant([]), fc.constant(null)), {
      minLength: 10,
      maxLength: 31,
    })
    await fc.assert(
      fc.asyncProperty(many, fc.integer({ min: 1, max: 12 }), async (batches, timeout) => {
        const options = { n, timeout }
        expect(await found(batches, 2, options)).toEqual(oracle(batches, options))
      }),
      RUNS,
    )
  })

  it('gives the time to a function of four parameters, whose result may be none', async () => {
    const late = (time: Time, k: string, n: number | undefined, state: State<number>) => {
      state.update((state.getOption() ?? 0) + (n ?? 0))
      return k === 'b' ? undefined : [time.milliseconds, k, state.get()]
    }
    const { seen } = await runStreamTest({
      inputs: { data: [[['a', 1]], [['b', 1]], [['a', 5]]] },
      checkpointDir: checkpoints(),
      build: (_, { data }) => ({ seen: data.mapWithState(StateSpec.function(late)) }),
    })
    expect(seen).toEqual([[[1000, 'a', 1]], [], [[3000, 'a', 6]]])
  })

  it('remembers the states of earlier batches as they were', async () => {
    await fc.assert(
      fc.asyncProperty(gappyBatches(records, 9), async (batches) => {
        const { states, window } = await runStreamTest({
          inputs: { data: batches as [string, Ask][][] },
          checkpointDir: checkpoints(),
          build: (_, { data }) => {
            const snapshots = data.mapWithState(StateSpec.function(told)).stateSnapshots()
            return { states: snapshots, window: snapshots.window(3) }
          },
        })
        expect(window).toEqual(states.map((_, b) => states.slice(Math.max(0, b - 2), b + 1).flat()))
      }),
      RUNS,
    )
  })

  it('gives objects that may be changed, and keeps what was updated only', async () => {
    const push = (k: string, v: string | undefined, state: State<string[]>) => {
      const list = state.getOption() ?? []
      list.push(v!)
      if (v !== 'lost') state.update(list)
      return [k, list.length]
    }
    const { seen } = await runStreamTest({
      inputs: { data: [[['a', 'x']], [['a', 'lost']], [['a', 'y']]] },
      checkpointDir: checkpoints(),
      build: (_, { data }) => ({
        seen: data.mapWithState(StateSpec.function(push)).stateSnapshots(),
      }),
    })
    expect(seen).toEqual([[['a', ['x']]], [['a', ['x']]], [['a', ['x', 'y']]]])
  })

  it('looks for idle keys as often as it is saved', async () => {
    const named = (k: string, n: number | undefined, state: State<number>) => {
      if (!state.isTimingOut()) state.update(n!)
      return `${k}${state.isTimingOut() ? ' idle' : ''}`
    }
    const { seen } = await runStreamTest({
      inputs: { data: [[['a', 1]], [['b', 1]]] as [string, number][][] },
      batches: 7,
      checkpointDir: checkpoints(),
      build: (_, { data }) => ({
        seen: data.mapWithState(StateSpec.function(named).timeout(1)).checkpoint(3),
      }),
    })
    expect(seen).toEqual([['a'], ['b'], ['a idle'], [], [], ['b idle'], []])
  })

  it('leaves no trace of an attempt that failed', async () => {
    let failures = 1
    const shaky = (k: string, n: number | undefined, state: State<number>) => {
      state.update((state.getOption() ?? 0) + n!)
      if (k === 'c' && failures-- > 0) throw new Error('shaky')
      return [k, state.get()]
    }
    const batch = [
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['a', 1],
    ] as [string, number][]
    const { seen } = await runStreamTest({
      inputs: { data: [batch, batch] },
      checkpointDir: checkpoints(),
      master: 'local[1,3]',
      build: (_, { data }) => ({ seen: data.mapWithState(StateSpec.function(shaky)) }),
    })
    expect(seen.map((rows) => rows!.at(-1))).toEqual([
      ['a', 2],
      ['a', 4],
    ])
  })
})

describe('the state of one key', () => {
  const misused = (use: (state: State<number>) => void, timeout?: number) =>
    runStreamTest({
      inputs: { data: [[['a', 1]]] },
      batches: 10,
      checkpointDir: checkpoints(),
      build: (_, { data }) => {
        const f = (k: string, n: number | undefined, state: State<number>) => {
          if (timeout === undefined || state.isTimingOut()) use(state)
          else state.update(n!)
          return k
        }
        const spec = StateSpec.function(f)
        return { seen: data.mapWithState(timeout === undefined ? spec : spec.timeout(timeout)) }
      },
    })

  const misuses: readonly (readonly [string, (state: State<number>) => void, number?])[] = [
    ['get() without a state', (state) => state.get()],
    ['update() after remove()', (state) => (state.remove(), state.update(1))],
    ['remove() twice', (state) => (state.remove(), state.remove())],
    ['update() while timing out', (state) => state.update(1), 1],
    ['remove() while timing out', (state) => state.remove(), 1],
  ]
  it.for(misuses)('refuses %s', async ([, use, timeout]) => {
    await expect(misused(use, timeout)).rejects.toMatchObject({ code: 'TAP409' })
  })

  it('names the record of a function that throws', async () => {
    const run = misused(() => {
      throw new Error('no')
    })
    await expect(run).rejects.toThrow(/mapWithState[^]*\('a', 1\)/)
  })
})
