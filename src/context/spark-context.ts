/// <reference lib="esnext.disposable" preserve="true" />
import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP107 } from '../core/errors/tap107.ts'
import { TAP109 } from '../core/errors/tap109.ts'
import { TAP110 } from '../core/errors/tap110.ts'
import { realClock } from '../core/clock.ts'
import { Config } from '../core/config/config.ts'
import { EventBus } from '../core/events.ts'
import type { Millis } from '../core/duration.ts'
import type { Hint } from '../core/hint.ts'
import { isPlainObject, optional } from '../core/options.ts'
import { callSite } from '../closure/call-site.ts'
import { LocalEngine } from '../exec/local/local-engine.ts'
import { fileSplits } from '../io/local-splits.ts'
import type { Context } from '../rdd/engine.ts'
import { filesNode } from '../rdd/operators/input.ts'
import { sliced, slicesNode } from '../rdd/operators/slices.ts'
import { union } from '../rdd/operators/union.ts'
import { RDD } from '../rdd/index.ts'
import { partitionCount } from '../rdd/task.ts'
import { presentScope } from './batch-scope.ts'
import { GROUP, LocalProperties } from './local-properties.ts'
import { type Master, parseMaster } from './master.ts'
import { SparkConf } from './spark-conf.ts'
import { submitted } from './submitted.ts'

/** Arguments of a SparkContext by name. */
export interface SparkContextOptions {
  master?: string
  appName?: string
  conf?: SparkConf
}

let active: SparkContext | undefined

/** Settings that are read already and cannot be done yet are refused, and never ignored. */
const refuseNotYet = (config: Config): void => {
  if (config.get('spark.tap.executor') === 'threads') {
    throw TAP107({
      what: 'spark.tap.executor=threads',
      instead: 'set it to inline, or leave it out',
    })
  }
}

/** A copy that later changes of the original do not reach; what the program says wins over the command line. */
const confOf = (first: unknown, second: unknown): SparkConf => {
  if (isPlainObject(first)) {
    const names = ['master', 'appName', 'conf']
    const [master, appName, conf] = optional('SparkContext', names, [first], callSite)
    return confFrom(conf, master, appName)
  }
  return first instanceof SparkConf
    ? confFrom(first, undefined, second)
    : confFrom(undefined, first, second)
}

const confFrom = (from: unknown, master: unknown, appName: unknown): SparkConf => {
  const conf = new SparkConf()
  if (from instanceof SparkConf) conf.setAll(from.getAll())
  if (typeof master === 'string') conf.setMaster(master)
  if (typeof appName === 'string') conf.setAppName(appName)
  for (const [key, value] of submitted().conf) conf.setIfMissing(key, value)
  return conf
}

/**
 * The entry to RDDs: one per process at a time.
 * @example
 * const sc = new SparkContext('local[2]', 'example')
 * console.log(await sc.parallelize([1, 2, 3]).count())   // 3
 * await sc.stop()
 */
export class SparkContext implements Context {
  readonly engine: LocalEngine
  readonly events = new EventBus()
  readonly startTime: Millis = realClock.now()
  readonly version = '3.5.7'
  /** Configuration with types and defaults, as the engine reads it. */
  readonly config: Config
  /** Of the present asynchronous context. */
  readonly localProperties = new LocalProperties()
  readonly #conf: SparkConf
  readonly #master: Master
  readonly #site: CallSite | undefined = callSite()
  #stopping: Promise<void> | undefined
  #jobs = 0
  #accumulators = 0

  /**
   * @param master `local` (1 partition), `local[N]`, `local[*]`; or a SparkConf; or both arguments by name in one object
   * @throws TAP110 when another SparkContext is active
   */
  constructor(master?: string | SparkConf | SparkContextOptions, appName?: string) {
    if (active !== undefined) {
      throw TAP110({
        what: 'A SparkContext is active already; one is allowed per process',
        site: this.#site,
      })
    }
    this.#conf = confOf(master, appName)
    this.#master = parseMaster(this.#conf.get('spark.master', 'local[*]'), this.#site)
    this.config = new Config(this.#conf.getAll())
    refuseNotYet(this.config)
    this.engine = new LocalEngine({
      events: this.events,
      checkLaws: this.config.choice('spark.tap.checkLaws'),
      maxFailures: this.#master.maxFailures ?? this.config.integer('spark.task.maxFailures'),
      storage: {
        limit: this.config.bytes('spark.tap.storage.memory'),
        folder: this.config.get('spark.local.dir')?.split(',')[0],
      },
    })
    active = this
    submitted().created?.(this)
  }

  /**
   * The active context, or one made with `conf`.
   * @example
   * const sc = SparkContext.getOrCreate(new SparkConf().setMaster('local[2]'))
   * sc.defaultParallelism   // 2
   */
  static getOrCreate(conf?: SparkConf): SparkContext {
    return active ?? new SparkContext(conf)
  }

  get master(): string {
    return this.#conf.get('spark.master', 'local[*]')
  }

  get appName(): string {
    return this.#conf.get('spark.app.name', 'tapstream')
  }

  get applicationId(): string {
    return `local-${this.startTime}`
  }

  /** Partitions that shuffles make unless told otherwise: `spark.default.parallelism`, else the N of `local[N]`. */
  get defaultParallelism(): number {
    return this.configuredParallelism ?? this.#master.cores
  }

  get defaultMinPartitions(): number {
    return Math.min(this.defaultParallelism, 2)
  }

  get configuredParallelism(): number | undefined {
    return this.config.integer('spark.default.parallelism')
  }

  get isStopped(): boolean {
    return this.#stopping !== undefined
  }

  /**
   * What the context was made with, the command line included.
   * @example
   * sc.getConf().get('spark.app.name')   // 'example'
   */
  getConf(): SparkConf {
    return this.#conf
  }

  /**
   * The elements as an RDD, cut evenly into `numSlices` partitions (default: `defaultParallelism`).
   * @example
   * await sc.parallelize([1, 2, 3], 2).glom().collect()   // [ [ 1 ], [ 2, 3 ] ]
   */
  parallelize<T extends Hint>(
    data: Iterable<T>,
    numSlices?: number | { numSlices?: number },
  ): RDD<T> {
    this.checkActive('parallelize')
    const [given] = optional('parallelize', ['numSlices'], [numSlices], callSite)
    if (typeof (data as Iterable<T> | undefined)?.[Symbol.iterator] !== 'function') {
      throw TAP109({
        what: 'The first argument of parallelize',
        expected: 'an array or another iterable',
        got: data === null ? 'null' : typeof data,
        site: callSite(),
      })
    }
    const n = partitionCount(given, 'parallelize', callSite) ?? this.defaultParallelism
    return new RDD<T>(this, slicesNode(sliced([...data], n), 'parallelize', callSite()))
  }

  /**
   * An RDD without partitions.
   * @example
   * await sc.emptyRDD<string>().count()   // 0
   */
  emptyRDD<T = never>(): RDD<T> {
    return new RDD<T>(this, slicesNode([], 'emptyRDD', callSite()))
  }

  /**
   * The lines of a file, or of the files of a folder (names that begin with `_` or `.` aside), UTF-8 or UTF-16 by its mark.
   * The path may be a pattern, or several with commas between, and a `file:` URL.
   * @throws TAP303 when it does not exist, TAP304 for a scheme that is not understood
   * @example
   * const lines = sc.textFile('few-words.txt')
   * await lines.flatMap((line) => line.split(' ')).count()   // 6
   */
  textFile(path: string, minPartitions?: number | { minPartitions?: number }): RDD<string> {
    this.checkActive('textFile')
    const [given] = optional('textFile', ['minPartitions'], [minPartitions], callSite)
    const n = partitionCount(given, 'textFile', callSite) ?? this.defaultMinPartitions
    const site = callSite()
    return new RDD<string>(this, filesNode(fileSplits(path, n, site), 'textFile', site))
  }

  /**
   * The elements of all RDDs, in their order.
   * @example
   * const [low, high] = [sc.range(0, 2), sc.range(8, 10)]
   * await sc.union([low, high]).collect()   // [ 0, 1, 8, 9 ]
   */
  union<T>(rdds: readonly RDD<T>[]): RDD<T> {
    if (!Array.isArray(rdds)) {
      const expected = 'an array of RDDs'
      throw TAP109({ what: 'The argument of union', expected, got: typeof rdds, site: callSite() })
    }
    const nodes = (rdds as readonly RDD<T>[])
      .map(({ node }) => node)
      .filter(({ numPartitions }) => numPartitions > 0)
    return new RDD<T>(this, union(nodes, 'union', callSite()))
  }

  /**
   * Ends the context; another one may then be made.
   * @example
   * const sc = new SparkContext('local[2]', 'example')
   * console.log(await sc.range(5).sum())   // 10
   * await sc.stop()
   * sc.isStopped   // true
   */
  async stop(): Promise<void> {
    this.#stopping ??= this.#end()
    await this.#stopping
  }

  async #end(): Promise<void> {
    await this.engine.stop()
    if (active === this) active = undefined
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  /** Counts the jobs run so far. */
  get jobs(): number {
    return this.#jobs
  }

  jobStarted(): void {
    this.checkActive('an action')
    this.#jobs++
  }

  get batchTime(): Millis | undefined {
    return presentScope()?.time
  }

  get jobGroup(): string | undefined {
    return this.localProperties.present.get(GROUP)
  }

  /** Ids count up within the context, over accumulators of every kind. */
  nextAccumulator(): number {
    return this.#accumulators++
  }

  /** TAP110 when the context has been stopped. */
  checkActive(what: string): void {
    if (this.#stopping === undefined) return
    throw TAP110({
      what: `${what} was called on a SparkContext that has been stopped`,
      site: callSite(),
    })
  }
}
