/// <reference lib="esnext.disposable" preserve="true" />
import { type Clock, realClock } from '../core/clock.ts'
import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP103 } from '../core/errors/tap103.ts'
import { TAP104 } from '../core/errors/tap104.ts'
import { TAP109 } from '../core/errors/tap109.ts'
import { TAP110 } from '../core/errors/tap110.ts'
import { TAP111 } from '../core/errors/tap111.ts'
import { TAP112 } from '../core/errors/tap112.ts'
import { type DurationLike, type Millis, toMillis } from '../core/duration.ts'
import type { EventBus } from '../core/events.ts'
import { optional } from '../core/options.ts'
import { callSite } from '../closure/call-site.ts'
import type { SparkConf } from '../context/spark-conf.ts'
import { submitted } from '../context/submitted.ts'
import type { SparkContext } from '../context/spark-context.ts'
import type { Source } from '../io/source.ts'
import { activeContext, ended, made, started, unstartedContexts } from './active.ts'
import { contextArguments } from './arguments.ts'
import { Batches } from './batch/batches.ts'
import { presentScope } from '../context/batch-scope.ts'
import { Discarded } from './batch/discarded.ts'
import { putOut } from './batch/put-out.ts'
import { CheckpointDirectory } from './checkpoint/checkpoint-directory.ts'
import type { Checkpointer } from './checkpoint/checkpointer.ts'
import { checkDirectory } from './check-directory.ts'
import { checkGraph } from './graph/check-graph.ts'
import { getActiveOrCreate, getOrCreate } from './get-or-create.ts'
import { Graph } from './graph/graph.ts'
import { Inputs } from './input/inputs.ts'
import type { Intake } from './input/intake.ts'
import { Listeners } from './listener/listeners.ts'
import { type BatchReader, Termination } from './termination.ts'

export type StreamingContextState = 'INITIALIZED' | 'ACTIVE' | 'STOPPED'

export interface StopOptions {
  stopSparkContext?: boolean
  stopGracefully?: boolean
}

/**
 * The entry to streams: a batch interval, the streams defined on it, and their life from `start` to `stop`.
 * @example
 * const ssc = new StreamingContext(sc, 1)
 * ssc.socketTextStream('localhost', 9999).count().pprint()
 * ssc.start()
 * await ssc.awaitTermination()
 */
export class StreamingContext {
  readonly sparkContext: SparkContext
  readonly batchDuration: Millis
  readonly graph: Graph
  readonly clock: Clock
  readonly listeners = new Listeners()
  readonly #inputs = new Inputs()
  readonly #termination = new Termination(realClock, () =>
    this.events.post({ type: 'BatchErrorTaken' }),
  )
  readonly #discarded: Discarded
  readonly #watchers = new Set<() => void>()
  readonly site: CallSite | undefined = callSite()
  #state: StreamingContextState = 'INITIALIZED'
  #startSite: CallSite | undefined
  #stopSite: CallSite | undefined
  #batches: Batches | undefined
  #stopping: Promise<void> | undefined
  #starting: Promise<void> = Promise.resolve()
  /** Where it is written down, and what it goes on from. */
  readonly checkpoints = new CheckpointDirectory()
  #checkpointer: Checkpointer | undefined

  constructor(sc: SparkContext, batchDuration: DurationLike, options?: { clock?: Clock })
  constructor(conf: SparkConf, batchDuration: DurationLike, options?: { clock?: Clock })
  constructor(
    master: string,
    appName: string,
    batchDuration: DurationLike,
    options?: { clock?: Clock },
  )
  constructor(...given: unknown[]) {
    const { sc, batchDuration, clock } = contextArguments(given)
    if (sc.isStopped) {
      throw TAP110({ what: 'The SparkContext has been stopped', site: this.site })
    }
    this.sparkContext = sc
    this.batchDuration = batchDuration
    this.clock = clock ?? realClock
    this.graph = new Graph(sc)
    this.#discarded = new Discarded(sc.events)
    const directory = sc.config.get('spark.streaming.checkpoint.directory')
    if (directory !== undefined) this.checkpoint(directory)
    const { checkpoint } = submitted()
    if (checkpoint !== undefined) this.checkpoints.submit(checkpoint)
    made(this)
  }

  /** Contexts that wait for their start. */
  static get unstarted(): readonly StreamingContext[] {
    return unstartedContexts()
  }

  /** How many sources and outputs were defined. */
  get size(): { readonly sources: number; readonly outputs: number } {
    return { sources: this.#inputs.size, outputs: this.graph.outputs.length }
  }

  /**
   * The active context of the process, if there is one.
   * @example
   * lines.count().pprint()
   * ssc.start()
   * StreamingContext.getActive() === ssc   // true
   */
  static getActive(): StreamingContext | undefined {
    return activeContext()
  }

  /** What `create` makes; where `directory` has a checkpoint, it goes on from there. */
  static readonly getOrCreate: typeof getOrCreate = getOrCreate
  /** The active context, else what `create` makes: `await StreamingContext.getActiveOrCreate(null, create)`. */
  static readonly getActiveOrCreate: typeof getActiveOrCreate = getActiveOrCreate

  /** How long the synchronous part of a function on the driver may take: ten batches, and ten seconds at least. */
  get callLimit(): Millis {
    return Math.max(10_000, 10 * this.batchDuration)
  }

  /** The stop has begun: there are no more ticks. */
  get isStopping(): boolean {
    return this.#stopping !== undefined
  }

  /**
   * Where the context is in its life.
   * @example
   * ssc.getState()   // 'INITIALIZED'
   */
  getState(): StreamingContextState {
    return this.#state
  }

  get events(): EventBus {
    return this.sparkContext.events
  }

  /**
   * Where state and windows are kept; created if it does not exist. Operators that carry values need it. null: nowhere.
   * @example
   * ssc.checkpoint('checkpoint')
   * words.countByValueAndWindow(30, 10).pprint()
   */
  checkpoint(directory: string | null): void {
    const site = callSite()
    this.checkUnstarted('checkpoint()', site)
    checkDirectory(directory, site)
    // The command line's directory is where this run was told to go on.
    if (submitted().checkpoint === undefined) this.checkpoints.set(directory)
  }

  /**
   * The least time for which every stream keeps its RDDs.
   * @example
   * ssc.remember('5 minutes')
   * counts.foreachRDD(async (rdd, time) => {
   *   const before = await counts.slice(time.milliseconds - 60_000, time)
   *   console.log(before.length)   // 1
   * })
   */
  remember(duration: DurationLike): void {
    const site = callSite()
    this.checkUnstarted('remember()', site)
    if (this.graph.remember > 0) {
      throw TAP109({ what: 'remember()', expected: 'one call', got: 'a second one', site })
    }
    this.graph.remember = toMillis(duration, 'remember duration')
  }

  /** For sources of other packages. */
  addIntake(source: Source, site: CallSite | undefined): Intake {
    const limit = this.sparkContext.config.bytes('spark.tap.receiver.maxBuffered')
    return this.#inputs.add(source, site, limit)
  }

  addQueue(queue: { readonly length: number }): void {
    this.#inputs.addQueue(queue)
  }

  /** A queue gave something to the batch. */
  sawData(time: Millis): void {
    this.#inputs.queueGave(time)
  }

  /** Results go to stdout, and nothing else does. */
  write(text: string): void {
    process.stdout.write(text)
  }

  /** TAP103 when nothing can be added any more. */
  checkOpen(what: string, added: CallSite | undefined): void {
    if (this.#state === 'INITIALIZED') return
    const state = this.#state === 'ACTIVE' ? 'started' : 'stopped'
    const at = state === 'started' ? this.#startSite : this.#stopSite
    throw TAP103({ what, state, added, at })
  }

  /** TAP111 for what must be said before the start. */
  checkUnstarted(method: string, site: CallSite | undefined): void {
    if (this.#state !== 'INITIALIZED') throw TAP111({ method, site })
  }

  /**
   * Starts receiving and the batch clock. Returns at once.
   * @example
   * lines.count().pprint()
   * ssc.start()
   * ssc.getState()   // 'ACTIVE'
   */
  start(): void {
    const site = callSite()
    if (this.#state === 'ACTIVE') {
      const text = 'ssc.start() was called again on a context that is active. It does nothing.'
      return this.events.post({ type: 'Notice', once: 'started again', text, site })
    }
    if (this.#state === 'STOPPED') {
      throw TAP104({ reason: 'stopped', site, first: this.#stopSite })
    }
    const other = activeContext()
    if (other !== undefined) throw TAP104({ reason: 'second', site, first: other.#startSite })
    try {
      checkGraph(this.graph, this.checkpoints.path, site)
      this.graph.settle()
    } catch (error) {
      this.#refused(site)
      throw error
    }
    this.#startSite = site
    this.#state = 'ACTIVE'
    started(this)
    try {
      this.#begin()
    } catch (error) {
      this.#refused(site)
      throw error
    }
  }

  /** A context whose start failed has ended. */
  #refused(site: CallSite | undefined): void {
    this.#state = 'STOPPED'
    this.#stopSite = site
    ended(this)
    this.listeners.close()
    this.#termination.stopped()
  }

  #begin(): void {
    const first = Batches.firstTime(this.clock.now(), this.batchDuration)
    this.graph.zeroTime = first - this.batchDuration
    const { sparkContext: sc, graph, clock } = this
    const { intakes } = this.#inputs
    const begun = this.checkpoints.begin({
      sc,
      graph,
      intakes,
      interval: this.batchDuration,
      clock,
    })
    this.#checkpointer = begun.checkpointer
    const properties = sc.localProperties.forStreams
    this.#batches = new Batches({
      sc,
      graph,
      intakes,
      clock,
      interval: this.batchDuration,
      unpersist: sc.config.boolean('spark.streaming.unpersist'),
      failed: (error) => this.#failed(error),
      did: (operation, jobs, records) => this.#discarded.after(operation, jobs, records),
      asAtStart: (f) => sc.localProperties.run(properties, f),
      ended: () => this.#changed(),
      checkpointer: begun.checkpointer,
    })
    this.listeners.open(this.events)
    this.events.post({ type: 'StreamingStarted', time: clock.now() })
    this.checkpoints.announce({ sc, graph, intakes })
    this.#starting = this.#startSources()
    this.#checkpointer?.open(this.#starting).catch((error: unknown) => this.#failed(error))
    this.#batches.start(begun.missed)
  }

  async #startSources(): Promise<void> {
    const interval = this.sparkContext.config.millis('spark.streaming.blockInterval')
    try {
      await this.checkpoints.made()
      await this.#inputs.start(
        {
          clock: this.clock,
          ioClock: realClock,
          events: this.events,
          zeroTime: this.graph.zeroTime,
          // An interval as long as the batch makes one block, also when a tick is late.
          blockInterval: interval < this.batchDuration ? interval : Number.POSITIVE_INFINITY,
        },
        () => this.#changed(),
      )
    } catch (error) {
      this.#termination.failed(error)
      this.events.post({ type: 'StartFailed', error })
    }
    this.#changed()
  }

  /** Resolves when the sources have been started, for clocks that are moved by hand. */
  async sourcesStarted(): Promise<void> {
    await this.#starting
  }

  #failed(error: unknown): void {
    const awaited = this.#termination.failed(error)
    this.events.post({ type: 'BatchFailed', error, awaited })
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher()
  }

  /** Calls `watcher` whenever sources, queues or batches may have moved on. */
  onChange(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Nothing is under way: a clock moved by hand may move on. */
  get inputIdle(): boolean {
    return this.#inputs.idle
  }

  /** Batches that ticked and have not completed. */
  get waitingBatches(): number {
    return this.#batches?.waiting ?? 0
  }

  /**
   * All input has ended and all of it has been put out: the batch with the last record, and for slower windows the
   * slide after it, have completed.
   */
  get drained(): boolean {
    const batches = this.#batches
    if (batches === undefined || !this.#inputs.ended || batches.waiting > 0) return false
    const data = Math.max(batches.lastWithData ?? 0, this.#inputs.queueDataAt)
    return putOut(this.graph, data, batches.last)
  }

  /** A loop over batches is told of errors and of the end as one that awaits the termination. */
  addReader(reader: BatchReader): void {
    this.#termination.add(reader)
  }

  /** An error that was kept came out of a loop over batches. */
  tookError(error: unknown): void {
    this.#termination.take(error)
  }

  /** An error that no awaitTermination has been told. */
  get keptError(): { readonly error: unknown } | undefined {
    return this.#termination.kept
  }

  /**
   * Resolves when the context stops (or after `timeout` seconds); rejects with a batch's error, which does not stop it.
   * @example
   * lines.count().pprint()
   * ssc.start()
   * await ssc.awaitTermination()
   */
  async awaitTermination(timeout?: DurationLike | null): Promise<void> {
    await this.#termination.wait(timeout)
  }

  /**
   * True when stopped, false at the timeout (seconds).
   * @example
   * lines.count().pprint()
   * ssc.start()
   * if (!(await ssc.awaitTerminationOrTimeout(60))) await ssc.stop()
   */
  async awaitTerminationOrTimeout(timeout: DurationLike): Promise<boolean> {
    return this.#termination.wait(timeout)
  }

  /**
   * Ends the context for good, and its SparkContext too unless told otherwise. Gracefully: everything received is
   * processed first. Called inside an output operation it returns at once and takes effect after that batch.
   * @example
   * lines.count().pprint()
   * ssc.start()
   * await ssc.stop({ stopGracefully: true })
   * ssc.getState()   // 'STOPPED'
   */
  async stop(stopSparkContext?: boolean | StopOptions, stopGracefully?: boolean): Promise<void> {
    const site = callSite()
    if (this.listeners.telling) throw TAP112({ site })
    const given =
      stopGracefully === undefined ? [stopSparkContext] : [stopSparkContext, stopGracefully]
    const [context, gracefully] = optional(
      'stop',
      ['stopSparkContext', 'stopGracefully'],
      given,
      () => site,
    )
    const byDefault = this.sparkContext.config.boolean('spark.streaming.stopSparkContextByDefault')
    const andContext = context === undefined || context === null ? byDefault : context === true
    const stopped = this.#stop(gracefully === true, andContext, site)
    // From within a batch nobody can wait for its end.
    if (presentScope() === undefined) await stopped
  }

  async #stop(gracefully: boolean, andContext: boolean, site: CallSite | undefined): Promise<void> {
    this.#stopSite ??= site
    this.#stopping ??= this.#end(gracefully)
    await this.#stopping
    if (andContext) await this.sparkContext.stop()
  }

  async #end(gracefully: boolean): Promise<void> {
    const batches = this.#batches
    const { config } = this.sparkContext
    this.#termination.stopping()
    if (batches !== undefined) {
      batches.halt()
      if (!gracefully) batches.abandon()
      await this.#starting
      await this.#inputs.stop((error) => this.#failed(error), gracefully)
      if (gracefully) await batches.finish(config.millis('spark.streaming.gracefulStopTimeout'))
      await batches.settled()
      await this.#checkpointer?.close()
    }
    this.#state = 'STOPPED'
    ended(this)
    this.#discarded.end()
    if (batches !== undefined) {
      this.events.post({ type: 'StreamingStopped', time: this.clock.now() })
    }
    this.listeners.close()
    this.#termination.stopped()
    this.#changed()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}
