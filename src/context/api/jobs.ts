import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP109 } from '../../core/errors/tap109.ts'
import { extend } from '../../core/extend.ts'
import { LOG_LEVELS, type LogLevel } from '../../core/log-level.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { RDD } from '../../rdd/index.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { task } from '../../rdd/task.ts'
import { DESCRIPTION, GROUP, INTERRUPT } from '../local-properties.ts'
import { SparkContext } from '../spark-context.ts'

declare module '../spark-context.ts' {
  interface SparkContext {
    /**
     * Puts the jobs that the code from here on starts (also in what it awaits and calls back) into a group, by which they
     * can be cancelled. With or without `interruptOnCancel`, a task ends between two records.
     * @example
     * sc.setJobGroup('reports', 'the nightly reports')
     * const counting = sc.range(1e9).count()
     * sc.cancelJobGroup('reports')
     * await counting.catch((error) => console.log(error.code))   // prints TAP515
     */
    setJobGroup(
      groupId: string,
      description: string,
      interruptOnCancel?: boolean | { interruptOnCancel?: boolean },
    ): void
    /**
     * Takes the code from here on out of its job group.
     * @example
     * sc.setJobGroup('reports', 'the nightly reports')
     * sc.clearJobGroup()
     * sc.getLocalProperty('spark.jobGroup.id')   // undefined
     */
    clearJobGroup(): void
    /**
     * Cancels the jobs of a group that run now: they reject with TAP515. Jobs that begin later run.
     * @example
     * sc.cancelJobGroup('reports')
     */
    cancelJobGroup(groupId: string): void
    /**
     * Cancels all jobs that run now: they reject with TAP515.
     * @example
     * sc.cancelAllJobs()
     */
    cancelAllJobs(): void
    /**
     * Says what the jobs are for that the code from here on starts: the local property `spark.job.description`.
     * @example
     * sc.setJobDescription('words of today')
     * sc.getLocalProperty('spark.job.description')   // 'words of today'
     */
    setJobDescription(description: string | null): void
    /**
     * Sets a property for the code from here on, in what it awaits and calls back, too; null takes it away. The batches of
     * a stream have the properties that `ssc.start()` was called with, for ever.
     * @example
     * sc.setLocalProperty('team', 'lab')
     * sc.getLocalProperty('team')   // 'lab'
     */
    setLocalProperty(key: string, value: string | null): void
    /**
     * A property of the present asynchronous context; undefined when nobody set it.
     * @example
     * sc.getLocalProperty('team')   // undefined
     */
    getLocalProperty(key: string): string | undefined
    /**
     * What `tap run` says on stderr: DEBUG, TRACE and ALL as `--verbose`, INFO as without an option, WARN and those above as
     * `--quiet`. Results on stdout and the error that ends a job are always shown.
     * @throws TAP109 for a level that Spark does not know
     * @example
     * sc.setLogLevel('ERROR')
     */
    setLogLevel(logLevel: LogLevel): void
    /**
     * Calls `f` once per partition (of all, or of those named) and puts what it gives into one list.
     * @throws TAP109 for a partition that does not exist
     * @example
     * await sc.runJob(sc.parallelize([1, 2, 3, 4], 2), (part) => [...part].map((x) => x * x), [1])
     * // [ 9, 16 ]
     */
    runJob<T, U>(
      rdd: RDD<T>,
      f: (elements: IterableIterator<T>) => Iterable<U>,
      partitions?: readonly number[] | { partitions?: readonly number[] },
    ): Promise<U[]>
  }
}

const text = (what: string, given: unknown, site: CallSite | undefined): string => {
  if (typeof given === 'string') return given
  throw TAP109({ what, expected: 'a string', got: given === null ? 'null' : typeof given, site })
}

const textOrNull = (what: string, given: unknown): string | null =>
  given === null || given === undefined ? null : text(what, given, callSite())

const isLogLevel = (word: unknown): word is LogLevel => LOG_LEVELS.includes(word as LogLevel)

const checkedPartitions = (given: unknown, count: number, site: CallSite | undefined): number[] => {
  if (given === undefined || given === null) return Array.from({ length: count }, (_, i) => i)
  const fits = (n: unknown): boolean =>
    Number.isInteger(n) && (n as number) >= 0 && (n as number) < count
  if (Array.isArray(given) && given.every(fits)) return given as number[]
  const expected =
    count === 0
      ? 'an empty list: the RDD has no partition'
      : `a list of numbers from 0 to ${count - 1}`
  throw TAP109({ what: 'The partitions of runJob', expected, got: JSON.stringify(given), site })
}

extend(SparkContext, {
  setJobGroup(this: SparkContext, groupId: unknown, description: unknown, interrupt?: unknown) {
    const site = callSite()
    const [on] = optional('setJobGroup', ['interruptOnCancel'], [interrupt], callSite)
    this.localProperties.set({
      [GROUP]: text('The first argument of setJobGroup', groupId, site),
      [DESCRIPTION]: text('The second argument of setJobGroup', description, site),
      [INTERRUPT]: String(on === true),
    })
  },
  clearJobGroup(this: SparkContext) {
    this.localProperties.set({ [GROUP]: null, [DESCRIPTION]: null, [INTERRUPT]: null })
  },
  cancelJobGroup(this: SparkContext, groupId: unknown) {
    this.checkActive('cancelJobGroup')
    this.engine.cancel(text('The argument of cancelJobGroup', groupId, callSite()))
  },
  cancelAllJobs(this: SparkContext) {
    this.checkActive('cancelAllJobs')
    this.engine.cancel(undefined)
  },
  setJobDescription(this: SparkContext, description: unknown) {
    this.localProperties.set({
      [DESCRIPTION]: textOrNull('The argument of setJobDescription', description),
    })
  },
  setLocalProperty(this: SparkContext, key: unknown, value: unknown) {
    const name = text('The first argument of setLocalProperty', key, callSite())
    this.localProperties.set({
      [name]: textOrNull('The second argument of setLocalProperty', value),
    })
  },
  getLocalProperty(this: SparkContext, key: string) {
    return this.localProperties.present.get(key)
  },
  setLogLevel(this: SparkContext, logLevel: unknown) {
    const level = typeof logLevel === 'string' ? logLevel.toUpperCase() : logLevel
    if (!isLogLevel(level)) {
      throw TAP109({
        what: 'The argument of setLogLevel',
        expected: `one of ${LOG_LEVELS.join(', ')}`,
        got: String(logLevel),
        site: callSite(),
      })
    }
    this.events.post({ type: 'LogLevelSet', level })
  },
  async runJob(this: SparkContext, rdd: RDD<unknown>, f: AnyFunction, given?: unknown) {
    this.checkActive('runJob')
    const fn = task(f, 'runJob')
    const [named] = optional('runJob', ['partitions'], [given], callSite)
    const partitions = checkedPartitions(named, rdd.node.numPartitions, fn.site)
    const node = narrow(rdd.node, 'runJob', 'mapPartitions', 'element', fn)
    this.jobStarted()
    const parts = await this.engine.run({
      node,
      action: { kind: 'collect' },
      partitions,
      site: fn.site,
      group: this.jobGroup,
      batchTime: this.batchTime,
    })
    return (parts as unknown[][]).flat()
  },
})
