import { text } from '../../core/errors/tap601.ts'
import type { BatchInfo, EventBus, OutputOperationInfo } from '../../core/events.ts'
import type { Millis } from '../../core/duration.ts'

/** So many batches are looked at, and as many have to wait. */
const BATCHES = 5

const took = ({ startTime = 0, endTime = startTime }: OutputOperationInfo): Millis =>
  endTime - startTime

/** Finds out when batches take longer than their interval, and says so once: how much, and which output it is. */
export class Late {
  readonly #events: EventBus
  readonly #interval: Millis
  readonly #last: BatchInfo[] = []

  constructor(events: EventBus, interval: Millis) {
    this.#events = events
    this.#interval = interval
  }

  after(batch: BatchInfo, waiting: number): void {
    this.#last.push(batch)
    if (this.#last.length > BATCHES) this.#last.shift()
    if (waiting < BATCHES || this.#last.length < BATCHES) return
    const whole = this.#last.reduce((sum, { outputs }) => sum + total(outputs), 0)
    if (whole / BATCHES <= this.#interval) return
    this.#say(whole, waiting)
  }

  #say(whole: Millis, waiting: number): void {
    const sums = new Map<number, { sum: Millis; operation: OutputOperationInfo }>()
    for (const operation of this.#last.flatMap(({ outputs }) => outputs)) {
      const { sum } = sums.get(operation.id) ?? { sum: 0 }
      sums.set(operation.id, { sum: sum + took(operation), operation })
    }
    const [{ sum, operation }] = [...sums.values()].toSorted((a, b) => b.sum - a.sum) as [
      { sum: Millis; operation: OutputOperationInfo },
    ]
    const said = text({
      took: whole / BATCHES,
      interval: this.#interval,
      waiting,
      operation: operation.name,
      percent: Math.round((100 * sum) / whole),
      site: operation.site,
    })
    this.#events.post({ type: 'Notice', once: 'TAP601', text: said, site: operation.site })
  }
}

const total = (outputs: readonly OutputOperationInfo[]): Millis =>
  outputs.reduce((sum, operation) => sum + took(operation), 0)
