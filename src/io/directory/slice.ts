import { elapsed, nextTurn } from '../../core/clock.ts'

/** About as long as nobody minds that sockets and timers wait. */
const SLICE_MILLIS = 8

/** Keeps a long loop from holding the event loop: `await slice.rest()` where `slice.over` says so. */
export class Slice {
  #began = elapsed()

  get over(): boolean {
    return elapsed() - this.#began > SLICE_MILLIS
  }

  async rest(): Promise<void> {
    await nextTurn()
    this.#began = elapsed()
  }
}
