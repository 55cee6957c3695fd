import type { CallSite } from '../../core/errors/tap-error.ts'
import { copied } from '../../core/copied.ts'
import { repr } from '../../core/text/repr.ts'
import { type Accumulates, presentUpdates } from '../../exec/scheduler/updates.ts'
import type { AccumulatorParam } from './accumulator-param.ts'
import { adding, onDriver } from './on-driver.ts'

interface Definition<T> {
  readonly id: number
  readonly name: string | undefined
  readonly initial: T
  readonly param: AccumulatorParam<T>
  readonly site: CallSite | undefined
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/**
 * A variable that tasks add to and the driver reads. What a task adds counts when the task has succeeded, and once:
 * attempts that failed or were dropped count nothing. A transformation that is computed again (for a second action, say)
 * adds again, so exact counts belong into actions (`foreach`, `foreachPartition`) or behind `cache()`.
 * What is added after a task's promise has resolved is not counted.
 * @example
 * const seen = sc.accumulator(0)
 * await sc.parallelize([1, 2, 3]).foreach((x) => seen.add(x))
 * console.log(seen.value)   // 6
 */
export class Accumulator<T> implements Accumulates<T> {
  readonly id: number
  readonly name: string | undefined
  readonly #param: AccumulatorParam<T>
  readonly #initial: T
  readonly #site: CallSite | undefined
  #value: T

  /** Made by `sc.accumulator`. */
  constructor({ id, name, initial, param, site }: Definition<T>) {
    this.id = id
    this.name = name
    this.#param = param
    this.#initial = initial
    this.#site = site
    this.#value = copied(initial)
  }

  /** Adds: in a task to what its attempt gathers, on the driver at once. */
  add(x: T): void {
    const updates = presentUpdates()
    if (updates === undefined) this.#value = this.#param.addInPlace(this.#value, x)
    else updates.put(this, this.#param.addInPlace(updates.of<T>(this), x))
  }

  /** What was added so far. @throws TAP411 inside a task */
  get value(): T {
    onDriver('The value of an accumulator was read')
    return this.#value
  }

  set value(value: T) {
    onDriver('The value of an accumulator was set')
    this.#value = value
  }

  /** For the engine: what an attempt begins with. */
  start(): T {
    return copied(this.#param.zero(this.#initial))
  }

  /** For the engine: takes in what a task has gathered. */
  apply(partial: T): void {
    const name = this.name ?? `accumulator ${this.id}`
    this.#value = adding(name, this.#site, () => this.#param.addInPlace(this.#value, partial))
  }

  /** `Accumulator<id=0, value=3>` */
  toString(): string {
    return `Accumulator<id=${this.id}, value=${repr(this.value)}>`
  }

  [INSPECT](): string {
    return this.toString()
  }
}
