import { callSite } from '../closure/call-site.ts'
import { located } from '../core/errors/located.ts'
import { checkKey } from '../core/config/check-key.ts'
import { isSetting, parseSetting } from '../core/config/settings.ts'
import { TAP703 } from '../core/errors/tap703.ts'

/** Values become text, as in Spark. */
export type ConfValue = string | number | boolean

/** What Spark hides when it shows a configuration. */
const SECRET = /secret|password|token|access[.]?key/i

/**
 * Configuration of a job, as PySpark's SparkConf. Setters return the configuration itself, so that calls can be chained.
 *
 * Names are checked when they are set: those of Spark 3.5 and `spark.tap.…` are known. A name of Spark that this engine
 * does not read is kept and has no effect; a name that nobody knows is an error, and so is a value that does not fit.
 * @example
 * const conf = new SparkConf().setMaster('local[2]').setAppName('count')
 * conf.set('spark.streaming.blockInterval', '50ms')
 * const sc = new SparkContext(conf)
 */
export class SparkConf {
  readonly #values = new Map<string, string>()
  readonly #withoutEffect = new Set<string>()

  /**
   * Sets one property. Numbers and booleans become text.
   * @throws TAP702 for an unknown name, TAP703 for a value that does not fit the name
   * @example
   * conf.set('spark.default.parallelism', 4).get('spark.default.parallelism')   // '4'
   */
  set(key: string, value: ConfValue): this {
    return located(callSite, () => {
      if (checkKey(key) === 'no effect') this.#withoutEffect.add(key)
      const text = textOf(key, value)
      if (isSetting(key)) parseSetting(key, text)
      this.#values.set(key, text)
      return this
    })
  }

  /**
   * Where the job runs: `local`, `local[2]`, `local[*]`.
   * @example
   * conf.setMaster('local[2]').get('spark.master')   // 'local[2]'
   */
  setMaster(value: string): this {
    return this.set('spark.master', value)
  }

  /**
   * The name people know the job by.
   * @example
   * conf.setAppName('count').get('spark.app.name')   // 'count'
   */
  setAppName(value: string): this {
    return this.set('spark.app.name', value)
  }

  /**
   * Sets a property that nobody has set yet.
   * @example
   * conf.setMaster('local').setIfMissing('spark.master', 'local[4]').get('spark.master')   // 'local'
   */
  setIfMissing(key: string, value: ConfValue): this {
    return this.contains(key) ? this : this.set(key, value)
  }

  /**
   * Sets many properties: pairs, a Map, or an object.
   * @example
   * conf.setAll([['spark.app.name', 'count'], ['spark.master', 'local']])
   * conf.setAll({ 'spark.app.name': 'sum' }).get('spark.app.name')   // 'sum'
   */
  setAll(
    properties: Iterable<readonly [string, ConfValue]> | Readonly<Record<string, ConfValue>>,
  ): this {
    const pairs = Symbol.iterator in properties ? properties : Object.entries(properties)
    for (const [key, value] of pairs as Iterable<readonly [string, ConfValue]>) this.set(key, value)
    return this
  }

  /**
   * The value that was set, else `defaultValue`. What Spark would take without a setting is not told here.
   * @example
   * new SparkConf().get('spark.master')            // undefined
   * new SparkConf().get('spark.master', 'local')   // 'local'
   */
  get(key: string): string | undefined
  get(key: string, defaultValue: string): string
  get(key: string, defaultValue?: string): string | undefined {
    return this.#values.get(key) ?? defaultValue
  }

  /**
   * Whether the property was set.
   * @example
   * conf.setMaster('local').contains('spark.master')   // true
   */
  contains(key: string): boolean {
    return this.#values.has(key)
  }

  /**
   * Everything that was set, as pairs.
   * @example
   * new SparkConf().setMaster('local').getAll()   // [['spark.master', 'local']]
   */
  getAll(): [string, string][] {
    return [...this.#values]
  }

  /**
   * One `name=value` a line, sorted. Values of names that look like secrets are hidden.
   * @example
   * new SparkConf().setMaster('local').setAppName('count').toDebugString()
   * // 'spark.app.name=count\nspark.master=local'
   */
  toDebugString(): string {
    return this.getAll()
      .map(([key, value]) => `${key}=${SECRET.test(key) ? '*********(redacted)' : value}`)
      .sort()
      .join('\n')
  }

  /**
   * Names that were set and that this engine does not read, in the order of setting.
   * @example
   * new SparkConf().set('spark.executor.memory', '2g').keysWithoutEffect   // ['spark.executor.memory']
   */
  get keysWithoutEffect(): readonly string[] {
    return [...this.#withoutEffect]
  }
}

const textOf = (name: string, value: unknown): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw TAP703({ name, value, expected: 'text, a number, true or false', sample: 'text' })
}
