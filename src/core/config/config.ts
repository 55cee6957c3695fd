import { defaultOf, type Known, type NamesOf, parseSetting, type WordOf } from './settings.ts'

/**
 * What a job is configured with, as the engine reads it: it never changes, values have their types, and a name that
 * nobody set has the default of the one table in `settings.ts`.
 * @example
 * const config = new Config([['spark.streaming.blockInterval', '50ms']])
 * config.millis('spark.streaming.blockInterval')    // 50
 * config.bytes('spark.tap.receiver.maxBuffered')    // 134217728
 * config.integer('spark.default.parallelism')       // undefined
 */
export class Config {
  readonly #values: ReadonlyMap<string, string>

  constructor(values: Iterable<readonly [string, string]> = []) {
    this.#values = new Map(values)
  }

  /** Whether somebody set it. */
  has(name: string): boolean {
    return this.#values.has(name)
  }

  /** What was set, else our default, else `fallback`. */
  get(name: string): string | undefined
  get(name: string, fallback: string): string
  get(name: string, fallback?: string): string | undefined {
    return this.#values.get(name) ?? defaultOf(name) ?? fallback
  }

  bytes<N extends NamesOf<'size'>>(name: N): Known<N, number> {
    return this.#parsed(name) as Known<N, number>
  }

  millis<N extends NamesOf<'time'>>(name: N): Known<N, number> {
    return this.#parsed(name) as Known<N, number>
  }

  boolean<N extends NamesOf<'boolean'>>(name: N): Known<N, boolean> {
    return this.#parsed(name) as Known<N, boolean>
  }

  integer<N extends NamesOf<'integer'>>(name: N): Known<N, number> {
    return this.#parsed(name) as Known<N, number>
  }

  /** One of the words of the table. */
  choice<N extends NamesOf<'choice'>>(name: N): WordOf<N> {
    return parseSetting(name, this.get(name, '')) as WordOf<N>
  }

  /** What was set, in that order. */
  entries(): [string, string][] {
    return [...this.#values]
  }

  #parsed(name: NamesOf<'size' | 'time' | 'boolean' | 'integer'>): unknown {
    const value = this.get(name)
    return value === undefined ? undefined : parseSetting(name, value)
  }
}
