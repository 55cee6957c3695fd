import { text } from '../../core/errors/tap504.ts'
import type { EventBus, OutputOperationInfo } from '../../core/events.ts'

/** After so many batches with data and no action a foreachRDD is told of. */
const BATCHES = 3

/** Finds output operations that never run an action: their data are received and thrown away. Says so once. */
export class Discarded {
  readonly #events: EventBus
  readonly #idle = new Map<
    string,
    { batches: number; records: number; operation: OutputOperationInfo }
  >()

  constructor(events: EventBus) {
    this.#events = events
  }

  after(operation: OutputOperationInfo, jobs: number, records: number): void {
    if (operation.name !== 'foreachRDD') return
    const key = `${operation.id} ${operation.name}`
    if (jobs > 0 || operation.failureReason !== undefined) {
      this.#idle.set(key, { batches: Number.NEGATIVE_INFINITY, records: 0, operation })
      return
    }
    if (records === 0) return
    const idle = this.#idle.get(key) ?? { batches: 0, records: 0, operation }
    this.#idle.set(key, { batches: idle.batches + 1, records: idle.records + records, operation })
    if (idle.batches + 1 >= BATCHES) this.#say(key)
  }

  /** A short run had no time for the full number of batches. */
  end(): void {
    for (const [key, { batches }] of this.#idle) if (batches > 0) this.#say(key)
  }

  #say(key: string): void {
    const { operation, batches, records } = this.#idle.get(key)!
    this.#events.post({
      type: 'Notice',
      once: `TAP504 ${key}`,
      text: text({ site: operation.site, batches, records }),
      site: operation.site,
    })
  }
}
