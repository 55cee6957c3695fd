import { type Accumulates, presentUpdates } from '../../exec/scheduler/updates.ts'
import { onDriver } from './on-driver.ts'

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/**
 * What Scala's accumulators have in common: a state that values are added to, in tasks a fresh one for each attempt.
 * When the task has succeeded its state is merged into the driver's, once.
 */
export abstract class AccumulatorV2<In, Out, State> implements Accumulates<State> {
  readonly id: number
  readonly name: string | undefined
  #state: State

  constructor(id: number, name: string | undefined) {
    this.id = id
    this.name = name
    this.#state = this.start()
  }

  /** The state to which nothing was added. */
  abstract start(): State
  /** What was added so far. @throws TAP411 inside a task */
  abstract get value(): Out
  /** Whether nothing was added. @throws TAP411 inside a task */
  abstract get isZero(): boolean
  /** May change and return `state`. */
  protected abstract added(state: State, x: In): State
  /** May change and return `state`. */
  protected abstract merged(state: State, other: State): State

  /** Adds: in a task to what its attempt gathers, on the driver at once. */
  add(x: In): void {
    const updates = presentUpdates()
    if (updates === undefined) this.#state = this.added(this.#state, x)
    else updates.put(this, this.added(updates.of<State>(this), x))
  }

  /** Forgets what was added. @throws TAP411 inside a task */
  reset(): void {
    onDriver('An accumulator was reset')
    this.#state = this.start()
  }

  /** For the engine: takes in what a task has gathered. */
  apply(partial: State): void {
    this.#state = this.merged(this.#state, partial)
  }

  /** The state on the driver. @throws TAP411 inside a task */
  protected get state(): State {
    onDriver('The value of an accumulator was read')
    return this.#state
  }

  /** Scala's text: `LongAccumulator(id: 0, name: Some(lines), value: 3)`. */
  toString(): string {
    const name = this.name === undefined ? 'None' : `Some(${this.name})`
    return `${this.kind}(id: ${this.id}, name: ${name}, value: ${this.shown})`
  }

  protected abstract readonly kind: string
  protected abstract get shown(): string

  [INSPECT](): string {
    return this.toString()
  }
}
