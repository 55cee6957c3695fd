import { expect, it } from 'vitest'
import type { StreamingContext } from '../../src/index.ts'
import { buildStream } from './build-stream.ts'
import { type Step, type StreamProgram, vectors } from './format.ts'

/** Stands for a context, a stream or an RDD: notes each call as a line of text and gives the next thing, `#1`, `#2`, … */
class Thing {
  static make(name: string, notes: string[]): Thing {
    return new Proxy(new Thing(name), {
      get: (thing, key) => {
        if (key === 'sparkContext') return Thing.make('sc', notes)
        return Reflect.get(thing, key) ?? Thing.method(name, String(key), notes)
      },
    })
  }

  static method(name: string, method: string, notes: string[]) {
    return (...args: unknown[]): Thing => {
      const made = `#${notes.length + 1}`
      notes.push(`${name}.${method}(${args.map(shown).join(', ')})`)
      for (const f of method.startsWith('transform') ? args.slice(-1) : []) {
        const rdds = ['x', 'y', 'z'].map((rdd) => Thing.make(rdd, notes))
        ;(f as (...rdds: unknown[]) => unknown)(...(Array.isArray(args[0]) ? [rdds] : rdds))
      }
      return Thing.make(made, notes)
    }
  }

  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

const catalogue = new Set(Object.values(vectors.functions).map(({ js }) => js))

const shown = (argument: unknown): string => {
  if (argument instanceof Thing) return argument.name
  if (typeof argument === 'function')
    return catalogue.has(String(argument)) ? String(argument) : 'f'
  if (Array.isArray(argument)) return `[${argument.map(shown).join(', ')}]`
  if (typeof argument !== 'object' || argument === null) return JSON.stringify(argument)
  const entries = Object.entries(argument).map(([key, value]) => `${key}: ${shown(value)}`)
  return `{ ${entries.join(', ')} }`
}

/** The calls that a program becomes, after those of two inputs `#1` and `#2` without batches. */
const callsOf = (...program: readonly Step[]): readonly string[] => {
  const inputs = ['a', 'b'].map((id) => ({ id, batches: [] }))
  return build({ inputs, program }).slice(2)
}

const build = (parts: Pick<StreamProgram, 'inputs' | 'program'>): readonly string[] => {
  const notes: string[] = []
  const rest = { name: 'a program', observe: [], batches: 1, expected: {}, order: {} }
  buildStream(Thing.make('ssc', notes) as unknown as StreamingContext, { ...rest, ...parts })
  return notes
}

it('builds queues with their partitions, mode and default', () => {
  const calls = build({
    inputs: [
      { id: 'a', batches: [['x y'], []], slices: 2 },
      { id: 'b', batches: [], oneAtATime: false, default: [{ float: 'nan' }, null] },
    ],
    program: [],
  })
  expect(calls).toEqual([
    'sc.parallelize(["x y"], 2)',
    'sc.parallelize([], 2)',
    'ssc.queueStream([#1, #2], true)',
    'sc.parallelize([null, null], 1)',
    'ssc.queueStream([], false, #4)',
  ])
})

it('gives functions, durations, streams and literals', () => {
  const calls = callsOf(
    { id: 'c', on: 'a', op: 'map', args: [{ fn: 'inc' }] },
    { id: 'd', on: 'c', op: 'window', args: [{ dur: 2 }, { dur: 3 }] },
    { id: 'e', on: 'd', op: 'join', args: [{ node: 'b' }, 3] },
    { id: 'f', on: 'e', op: 'reduceByWindow', args: [{ fn: 'add' }, null, { dur: 1 }] },
  )
  expect(calls).toEqual([
    '#1.map((x) => x + 1)',
    '#3.window(2, 3)',
    '#4.join(#2, 3)',
    '#5.reduceByWindow((a, b) => a + b, null, 1)',
  ])
})

it('puts named arguments into one last object', () => {
  const initial = { initialRDD: { init: [['k', 1]] }, numPartitions: 2 }
  const rdd = { initialRDD: { initRDD: [['k', 1]] } }
  const calls = callsOf(
    { id: 's', on: 'a', op: 'updateStateByKey', args: [{ fn: 'ident' }], named: initial },
    { id: 't', on: 'a', op: 'updateStateByKey', args: [{ fn: 'ident' }], named: rdd },
  )
  expect(calls).toEqual([
    '#1.updateStateByKey((x) => x, { initialRDD: [["k", 1]], numPartitions: 2 })',
    'sc.parallelize([["k", 1]], 1)',
    '#1.updateStateByKey((x) => x, { initialRDD: #4 })',
  ])
})

it('runs the steps of a transform on its RDDs', () => {
  const calls = callsOf(
    { id: 'c', on: 'a', op: 'transform', args: [{ rdd: [['map', { fn: 'inc' }], ['glom']] }] },
    {
      id: 'd',
      on: 'a',
      op: 'transformWith',
      args: [{ rdd2: [['union', { other: 1 }]] }, { node: 'b' }],
    },
    {
      id: 'e',
      op: 'ssc.transformN',
      nodes: ['a', 'b'],
      args: [{ rddN: [['union', { other: 2 }]] }],
    },
    { id: 'f', op: 'ssc.union', args: [{ node: 'a' }, { node: 'b' }] },
  )
  expect(calls).toEqual([
    '#1.transform(f)',
    'x.map((x) => x + 1)',
    '#4.glom()',
    '#1.transformWith(#2, f)',
    'x.union(y)',
    'ssc.transform([#1, #2], f)',
    'x.union(z)',
    'ssc.union(#1, #2)',
  ])
})

it('refuses a program that names an operator or a function that is not there', () => {
  expect(() => callsOf({ id: 'c', on: 'a', op: 'map', args: [{ fn: 'nobody' }] })).toThrow('nobody')
})
