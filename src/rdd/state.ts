/**
 * The state of one key, as the function of `mapWithState` is given it. It is of this call only: keep no reference.
 */
export interface State<S> {
  /** Is there a state for the key? */
  exists(): boolean
  /** The state. @throws TAP409 when there is none */
  get(): S
  /** The state, or undefined when there is none. */
  getOption(): S | undefined
  /** Sets the state. @throws TAP409 after `remove` and while the key is timing out */
  update(state: S): void
  /** Ends the key. @throws TAP409 when it was removed already and while the key is timing out */
  remove(): void
  /** The key has been idle for longer than the timeout and is removed after this call. */
  isTimingOut(): boolean
}
