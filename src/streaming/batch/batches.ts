import { type Clock, realClock } from '../../core/clock.ts'
import type { Millis } from '../../core/duration.ts'
import type { BatchInfo, EventBus } from '../../core/events.ts'
import { Time } from '../../core/time.ts'
import { errorText } from '../../core/errors/error-text.ts'
import { isTapError } from '../../core/errors/tap-error.ts'
import { TAP508 } from '../../core/errors/tap508.ts'
import { inScope } from '../../context/batch-scope.ts'
import type { SparkContext } from '../../context/spark-context.ts'
import type { Checkpointer } from '../checkpoint/checkpointer.ts'
import type { Graph } from '../graph/graph.ts'
import type { Intake } from '../input/intake.ts'
import { type BatchJob, type JobSet, batchInfo } from './job-set.ts'
import { Late } from './late.ts'
import { type JobSetRunner, runJobSet } from './run-job-set.ts'

export interface BatchesOptions {
  readonly sc: SparkContext
  readonly graph: Graph
  readonly intakes: readonly Intake[]
  readonly clock: Clock
  readonly interval: Millis
  readonly unpersist: boolean
  readonly failed: (error: unknown) => void
  readonly did: JobSetRunner['did']
  /** Runs what belongs to batches as if from within `start()`: with the local properties of then. */
  readonly asAtStart: <R>(f: () => R) => R
  /** Told when a batch has ended, whatever became of it. */
  readonly ended: () => void
  /** Writes down which blocks a batch has, and that it has completed. */
  readonly checkpointer?: Checkpointer | undefined
}

/**
 * The batch clock and what happens at each tick. Batch k is at t0 + k·interval, never early; no time is skipped.
 * Blocks are allocated when the clock ticks; batches are put together in the order of their times and run one at a
 * time. A batch that is late keeps its time.
 */
export class Batches {
  readonly #o: BatchesOptions
  readonly #events: EventBus
  readonly #late: Late
  #cancel: () => void = () => undefined
  #generated: Promise<unknown> = Promise.resolve()
  #processed: Promise<void> = Promise.resolve()
  /** The newest batch time that ticked. */
  #last: Millis = 0
  #lastWithData: Millis | undefined
  #waiting = 0
  #dropping = false
  #ticking = true

  constructor(options: BatchesOptions) {
    this.#o = options
    this.#events = options.sc.events
    this.#late = new Late(this.#events, options.interval)
  }

  /** The first time is the next multiple of the interval since the epoch, strictly later than now. */
  static firstTime(now: Millis, interval: Millis): Millis {
    return (Math.floor(now / interval) + 1) * interval
  }

  /** `missed`: batches of a job that ended before they were done, or that fell into the time until now; they run at once. */
  start(missed: readonly Millis[] = []): void {
    const { graph, clock, interval } = this.#o
    const sinceZero = Math.floor((clock.now() - graph.zeroTime) / interval)
    const now = graph.zeroTime + Math.max(0, sinceZero) * interval
    // The last batch of a stop may have run before its time.
    this.#last = Math.max(missed.at(-1) ?? now, graph.restoredTime)
    this.#o.asAtStart(() => missed.forEach((time) => void this.#tick(time)))
    this.#arm()
  }

  /** Batches that ticked and have not completed. */
  get waiting(): number {
    return this.#waiting
  }

  get last(): Millis {
    return this.#last
  }

  /** The newest batch that was given records, if any was. */
  get lastWithData(): Millis | undefined {
    return this.#lastWithData
  }

  #arm(): void {
    const next = this.#last + this.#o.interval
    this.#cancel = this.#o.clock.at(next, () => {
      if (!this.#ticking) return
      this.#last = next
      this.#arm()
      return this.#o.asAtStart(() => this.#tick(next))
    })
  }

  /** Resolves when the batch has completed. */
  #tick(time: Millis): Promise<void> {
    if (this.#allocate(time)) this.#lastWithData = time
    this.#waiting++
    const recorded = this.#recorded(time)
    const set = this.#generated.then(() => this.#generate(time))
    this.#generated = set
    this.#processed = this.#processed.then(async () => this.#run(time, await set, recorded))
    return this.#processed
  }

  /** Resolves to whether it is written down which blocks the batch has: before that nothing of it is put out. */
  async #recorded(time: Millis): Promise<boolean> {
    try {
      await this.#o.checkpointer?.allocated(time)
      return true
    } catch (error) {
      this.#o.failed(error)
      return false
    }
  }

  /** Gives what has arrived to the batch; true when it is anything. A source that fails has nothing to give. */
  #allocate(time: Millis): boolean {
    let any = false
    for (const intake of this.#o.intakes) {
      try {
        if (intake.allocate(time).length > 0) any = true
      } catch (error) {
        this.#o.failed(error)
      }
    }
    return any
  }

  /** Asks every output for its RDD; an error leaves the whole batch without work. */
  async #generate(time: Millis): Promise<JobSet | 'failed' | undefined> {
    if (this.#dropping) return undefined
    const { graph, clock, failed } = this.#o
    const jobs: BatchJob[] = []
    graph.newest = time
    try {
      await inScope({ time, stage: 'generation' }, async () => {
        for (const output of graph.outputs) {
          const rdd = await graph.rddOf(output.parent, time)
          if (rdd !== null) jobs.push({ output, rdd, id: jobs.length })
        }
      })
    } catch (error) {
      failed(isTapError(error) ? error : ungenerated(time, error))
      return 'failed'
    }
    if (jobs.length === 0) return undefined
    const set = { time, jobs, inputs: this.#inputsOf(time), submissionTime: clock.now() }
    this.#events.post({ type: 'BatchSubmitted', batch: batchInfo(set, []) })
    return set
  }

  #inputsOf(time: Millis): JobSet['inputs'] {
    return this.#o.intakes.map((intake) => {
      const blocks = intake.blocksOf(time)
      const files = blocks.flatMap(({ path }) => path ?? [])
      return {
        inputStreamId: intake.streamId,
        name: intake.source.name,
        numRecords: blocks.reduce((sum, { records }) => sum + records, 0),
        ...(intake.source.ofFiles === true && { files: [...new Set(files)] }),
      }
    })
  }

  async #run(
    time: Millis,
    set: JobSet | 'failed' | undefined,
    recorded: Promise<boolean>,
  ): Promise<void> {
    const { sc, graph, intakes, clock, unpersist, failed, did } = this.#o
    try {
      let completed = (await recorded) && !this.#dropping && set !== 'failed'
      if (completed && set !== undefined && set !== 'failed') {
        const done = (batch: BatchInfo): void => this.#late.after(batch, this.#waiting - 1)
        const runner = { sc, clock, events: this.#events, failed, did, done }
        completed = await runJobSet(runner, set)
      }
      // The end of a batch: outputs done, then its record, then the sources may forget it.
      completed = completed && (await this.#completed(time, set === undefined))
      for (const intake of intakes) {
        if (completed) await this.#acknowledge(intake, time)
        intake.released(time)
      }
      if (completed && set !== undefined && (await this.#carried(time))) {
        graph.clear(time, unpersist)
        for (const intake of intakes) intake.forget(time - graph.inputMemory)
      }
    } finally {
      this.#waiting--
      this.#o.ended()
    }
  }

  /** True when nothing of the batch will be done again. */
  async #completed(time: Millis, quiet: boolean): Promise<boolean> {
    try {
      await this.#o.checkpointer?.completed(time, quiet)
      return true
    } catch (error) {
      this.#o.failed(error)
      return false
    }
  }

  async #acknowledge(intake: Intake, time: Millis): Promise<void> {
    try {
      await intake.completed(time)
    } catch (error) {
      this.#o.failed(error)
    }
  }

  /** False when state could not be carried over: then what it is made of has to stay. */
  async #carried(time: Millis): Promise<boolean> {
    try {
      await this.#o.graph.carryOver(time)
      return true
    } catch (error) {
      this.#o.failed(error)
      return false
    }
  }

  /** No more ticks. What was received already can still become a batch by `finish`. */
  halt(): void {
    this.#ticking = false
    this.#cancel()
  }

  /** Everything received becomes results, within `limit` if there is one; what is left then is given up. */
  async finish(limit: Millis | undefined): Promise<void> {
    const cancel =
      limit === undefined ? undefined : realClock.at(realClock.now() + limit, () => this.abandon())
    await this.settled()
    await this.#lastBatch()
    await this.settled()
    cancel?.()
  }

  /** Runs what was received since the last tick at once, under the next tick's time. Nothing was: no batch. */
  async #lastBatch(): Promise<void> {
    const time = this.#last + this.#o.interval
    if (!this.#allocate(time)) return
    this.#last = time
    await this.#o.asAtStart(() => this.#tick(time))
  }

  /** Resolves when every batch that ticked has completed. */
  async settled(): Promise<void> {
    await this.#processed
  }

  /** Batches that have not begun are given up. */
  abandon(): void {
    this.#dropping = true
  }
}

const ungenerated = (time: Millis, error: unknown): Error =>
  TAP508(
    {
      batchTime: new Time(time).format(),
      site: undefined,
      cause: errorText(error),
    },
    error,
  )
