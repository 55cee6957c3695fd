import { readFileSync } from 'node:fs'

/** What JSON can say, with `{ "float": "nan" }` and the like where it has no word. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

export type Order = 'sequence' | 'multiset'

/** One step inside the function of a transform: an operator of the RDD and its arguments. */
export type RddStep = readonly [op: string, ...args: Argument[]]

/** An argument by form: a function, another stream, a duration, an RDD function, an initial state, or a literal. */
export type Argument = Json | Readonly<Record<string, unknown>>

export interface Step {
  readonly id: string
  readonly on?: string
  readonly nodes?: readonly string[]
  readonly op: string
  readonly args: readonly Argument[]
  readonly named?: Readonly<Record<string, Argument>>
}

interface Named {
  readonly name: string
  /** The decided point that the recorded fact runs against: such a program is left out. */
  readonly skip?: string
}

export interface StreamInput {
  readonly id: string
  readonly batches: readonly (readonly Json[])[]
  readonly slices?: number
  readonly oneAtATime?: boolean
  readonly default?: readonly Json[]
}

export interface StreamProgram extends Named {
  readonly inputs: readonly StreamInput[]
  readonly program: readonly Step[]
  readonly observe: readonly string[]
  readonly batches: number
  /** Per observed stream one entry per batch; null: no RDD at that batch. */
  readonly expected: Readonly<Record<string, readonly (readonly Json[] | null)[]>>
  readonly order: Readonly<Record<string, Order>>
  readonly checkpoint?: boolean
  readonly parallelism?: number
}

export interface RddProgram extends Named {
  readonly kind: 'rdd'
  readonly rdds: readonly {
    readonly id: string
    readonly data: readonly Json[]
    readonly slices: number
  }[]
  readonly program: readonly Step[]
  readonly action: Omit<Step, 'id'> & { readonly on: string }
  readonly order: Order
  readonly expected?: Json
  readonly error?: { readonly type: string; readonly message: string }
}

export interface TextFileProgram extends Named {
  readonly kind: 'textFile'
  readonly content: string
  readonly minPartitions: number
  readonly order: Order
  readonly expected: readonly Json[]
}

export interface TextDirProgram extends Named {
  readonly kind: 'textDir'
  readonly files: Readonly<Record<string, string>>
  readonly op: 'textFile' | 'wholeTextFiles'
  readonly path: string
  readonly order: Order
  readonly expected: readonly Json[]
}

export interface SaveProgram extends Named {
  readonly kind: 'saveAsTextFile'
  readonly data: readonly Json[]
  readonly slices: number
  readonly expected: Readonly<Record<string, string>>
}

export type AnyRddProgram = RddProgram | TextFileProgram | TextDirProgram | SaveProgram

export interface PrintCase extends Named {
  readonly kind: 'pprint' | 'print'
  readonly elements: readonly Json[]
  readonly via?: string
  readonly num?: number
  readonly body: string
}

export interface SaveCase extends Named {
  readonly kind: 'saveAsTextFiles'
  readonly batches: readonly (readonly Json[])[]
  readonly slices: readonly number[]
  readonly prefix: string
  readonly suffix?: string
  readonly expected: Readonly<Record<string, string>>
}

export interface Vectors {
  readonly defaultParallelism: number
  readonly functions: Readonly<Record<string, { readonly py: string; readonly js: string }>>
  readonly programs: readonly StreamProgram[]
  readonly rddPrograms: readonly AnyRddProgram[]
  readonly printCases: readonly (PrintCase | SaveCase)[]
}

/** What a running PySpark 3.5.7 answered to small programs: facts to agree with. */
export const vectors: Vectors = JSON.parse(
  readFileSync(new URL('pyspark-vectors.json', import.meta.url), 'utf8'),
)
