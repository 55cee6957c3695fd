import type { CallSite } from '../../../core/errors/tap-error.ts'
import type { Millis } from '../../../core/duration.ts'
import type { AnyFunction, NarrowNode } from '../../../rdd/plan/nodes.ts'
import { BIG, DONE, FULL, MORE } from '../../compile/pipeline-text.ts'
import type { LoopHelpers, StageCode } from '../../compile/stage-code.ts'
import type { Laws } from '../../laws/laws.ts'
import { Look } from '../../laws/look.ts'
import { shapeOf, sinkOf } from '../../plan/goal-shape.ts'
import type { Goal } from '../../plan/pipeline.ts'
import { shown } from '../../../core/text/described.ts'
import { FailedElement } from '../../scheduler/ahead.ts'
import { argumentOf, blame, helpersFor } from '../../scheduler/blame.ts'
import type { Chunk, Feed } from '../../scheduler/feed.ts'
import { rowsFeed } from '../../scheduler/feeds.ts'
import type { OperatorLabel } from '../../scheduler/operators-of.ts'
import { isCancelled } from '../../scheduler/cancellation.ts'
import { PipelineRun } from '../../scheduler/pipeline-run.ts'
import { type Slices, SliceInterrupted } from '../../scheduler/slice.ts'
import { inAttempt, type Updates } from '../../scheduler/updates.ts'

/** Where a hung user function can be named from: the operators in charge, and which of them runs. */
export interface Watch {
  readonly at: Int32Array
  operators: readonly OperatorLabel[]
  /** The operator whose iterator is walked, if one is. */
  maker?: OperatorLabel | undefined
}

export interface LoopTools {
  readonly slices: Slices
  readonly code: StageCode
  readonly watch: Watch
  /** Where the laws of the user's functions are to be checked. */
  readonly laws: Laws | undefined
  readonly batchTime: Millis | undefined
  /** What the attempt gathers. */
  readonly updates: Updates
}

/** Nothing where no laws are checked. */
export const lookOf = ({ laws, slices, batchTime }: LoopTools): Look | undefined =>
  laws && new Look(laws, slices, batchTime)

/** A compiled loop over one feed, entered slice by slice. */
export class Loop {
  readonly #tools: LoopTools
  readonly #ops: readonly NarrowNode[]
  readonly #goal: Goal
  readonly #operators: readonly OperatorLabel[]
  readonly #run: PipelineRun
  readonly #fns: readonly AnyFunction[]
  readonly #helpers: LoopHelpers

  constructor(
    tools: LoopTools,
    ops: readonly NarrowNode[],
    goal: Goal,
    operators: readonly OperatorLabel[],
    run: PipelineRun,
  ) {
    this.#tools = tools
    this.#ops = ops
    this.#goal = goal
    this.#operators = operators
    this.#run = run
    this.#fns = [...ops.map(({ fn }) => fn.fn), ...sinkOf(goal).fns.map(({ fn }) => fn)]
    this.#helpers = helpersFor(operators)
  }

  /** False when a `take` has enough. Rejects with the user's error, blamed on its operator and record. */
  async through(feed: Feed): Promise<boolean> {
    this.#tools.watch.operators = this.#operators
    this.#tools.watch.maker = feed.maker
    // An input may fail before any function was called; what the task before left here says nothing.
    this.#tools.watch.at[0] = 0
    try {
      return await this.#walk(feed)
    } catch (error) {
      if (error instanceof SliceInterrupted || isCancelled(error)) throw error
      throw this.#blamed(error, feed)
    }
  }

  async #walk(feed: Feed): Promise<boolean> {
    const { slices, code } = this.#tools
    const compiled = code.get(
      shapeOf(feed.form, this.#ops, this.#goal, this.#run.note !== undefined),
    )
    const run = this.#run
    let next = feed.next()
    // A promise is awaited only where there is one: an await costs more than a small batch.
    let chunk = next instanceof Promise ? await next : next
    while (chunk !== undefined) {
      this.#open(chunk)
      for (let said = MORE; said !== DONE;) {
        said = slices.enter(() => {
          for (;;) {
            const leave = compiled(run, this.#fns, this.#helpers)
            if (leave !== DONE) return leave
            next = feed.next()
            if (next === undefined || next instanceof Promise) return DONE
            this.#open(next)
            if (slices.over()) return MORE
          }
        })
        if (said === FULL) return false
        if (said === BIG && !(await this.#tail())) return false
        if (said !== MORE) continue
        await slices.turn()
        run.pace.begin()
      }
      chunk = next instanceof Promise ? await next : next
    }
    return true
  }

  #open(chunk: Chunk): void {
    this.#run.s = chunk.s
    this.#run.vs = chunk.form === 'pairs' ? chunk.vs : undefined
    this.#run.p = 0
  }

  /** The elements of one long flatMap result go through the rest of the pipeline in a loop of their own. */
  async #tail(): Promise<boolean> {
    const run = this.#run
    const from = run.bigOp + 1
    const rows = run.big as readonly unknown[]
    const key = run.bigKey
    const paired = this.#ops[run.bigOp]!.side === 'value' ? rows.map((value) => [key, value]) : rows
    run.big = undefined
    const tail = run.tail(from)
    const more = await new Loop(
      this.#tools,
      this.#ops.slice(from),
      this.#goal,
      this.#operators.slice(from),
      tail,
    ).through(rowsFeed(paired))
    run.join(tail)
    this.#tools.watch.operators = this.#operators
    return more
  }

  #blamed(error: unknown, feed: Feed): Error {
    if (error instanceof FailedElement) {
      const { batchTime } = this.#tools
      const { name: operator, site } = feed.maker!
      return blame(error.cause, { operator, site, batchTime, record: shown(error.record) })
    }
    const failed = this.#tools.watch.at[0]!
    const { name, site } = (failed < 0 ? feed.maker : this.#operators[failed])!
    // The functions before the one that failed are called again; what they add goes with the attempt.
    const record =
      failed < 0
        ? undefined
        : inAttempt(this.#tools.updates, () => argumentOf(this.#ops, failed, this.#run.record))
    return blame(error, {
      operator: name,
      site: site satisfies CallSite | undefined,
      batchTime: this.#tools.batchTime,
      record: failed < 0 ? '' : shown(record),
    })
  }
}
