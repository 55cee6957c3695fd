import type { Clock } from 'tapstream'

/** A clock that is moved by hand and waits for nobody: batches may queue up behind a slow one. */
export class LooseClock implements Clock {
  #now = 0
  readonly #alarms = new Set<{ readonly time: number; readonly ring: () => unknown }>()

  now(): number {
    return this.#now
  }

  at(time: number, ring: () => void | Promise<void>): () => void {
    const alarm = { time, ring }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }

  /** Rings everything that is due, in the order of the times. */
  to(end: number): void {
    for (;;) {
      const [next] = [...this.#alarms]
        .filter(({ time }) => time <= end)
        .sort((a, b) => a.time - b.time)
      if (next === undefined) break
      this.#alarms.delete(next)
      this.#now = Math.max(this.#now, next.time)
      void next.ring()
    }
    this.#now = end
  }
}
