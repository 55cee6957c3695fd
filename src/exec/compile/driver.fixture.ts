import vm from 'node:vm'
import { KeyTable } from '../../columns/key-table.ts'
import { helpersFor } from '../scheduler/blame.ts'
import type { OperatorLabel } from '../scheduler/operators-of.ts'
import { PipelineRun } from '../scheduler/pipeline-run.ts'
import { Slices } from '../scheduler/slice.ts'
import { shapeOfSteps, type Step } from './interpreter.fixture.ts'
import { BIG, BIG_LIST, DONE, FULL, MORE, pipelineText } from './pipeline-text.ts'
import type { InputForm, Shape, SinkKind } from './shape.ts'
import { type AnyFn, BUCKETS, LIMIT, placed, SINKS } from './sinks.fixture.ts'
import type { StageFunction } from './stage-code.ts'

export const compile = (shape: Shape): StageFunction =>
  vm.compileFunction(pipelineText(shape), ['t', 'f', 'h']) as StageFunction

export interface Input {
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

export const open = (run: PipelineRun, form: InputForm, chunk: readonly unknown[]): void => {
  run.p = 0
  if (form === 'lines') run.s = chunk.map((line) => `${String(line)}\n`).join('')
  else if (form === 'rows') run.s = chunk
  else if (form === 'iterator') run.s = chunk.values()
  else {
    run.s = chunk.map((pair) => (pair as unknown[])[0])
    run.vs = chunk.map((pair) => (pair as unknown[])[1])
  }
}

export const labels = (steps: readonly Step[], sink: string): OperatorLabel[] =>
  [...steps.map(({ op }) => op), sink].map((kind, i) => ({
    name: kind,
    kind,
    identity: `/${i}`,
    site: undefined,
  }))

/** A stage driven by hand: every pause and every long list is met as the runner has to. */
export class Driver {
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
        if (run.at[0]! + this.#offset !== i) throw new Error(`${run.at[0]} is in charge, not ${i}`)
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
    if (this.#pause) Object.assign(run.pace, { stride: 1, over: () => true })
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
    if (rows.length <= BIG_LIST) throw new Error('a list that the loop could have walked')
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
