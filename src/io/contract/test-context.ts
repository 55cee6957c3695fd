import { realClock } from '../../core/clock.ts'
import type { Millis } from '../../core/duration.ts'
import { EventBus, type TapEvent } from '../../core/events.ts'
import type { SourceContext } from '../source.ts'

export type SourceStateEvent = Extract<TapEvent, { type: 'SourceState' }>

/** A context whose batch clock stands still until a test sets `time`, and which records what a source tells. */
export class TestContext implements SourceContext {
  readonly streamId = 0
  time: Millis = 0
  changes = 0
  readonly states: SourceStateEvent[] = []
  readonly clock = {
    now: (): Millis => this.time,
    at: (): never => {
      throw new Error('a source sets no timer on the batch clock')
    },
  }
  readonly ioClock = realClock
  readonly events = new EventBus()
  readonly zeroTime = 0
  readonly blockInterval: Millis
  readonly site = { file: 'job.ts', line: 7, column: 19 }

  constructor(blockInterval: Millis = 200) {
    this.blockInterval = blockInterval
    this.events.on((event) => {
      if (event.type === 'SourceState') this.states.push(event)
    })
  }

  changed(): void {
    this.changes++
  }

  /** `waiting TAP201`, `connected`, …: the phases told so far. */
  get phases(): string[] {
    return this.states.map(({ phase, code }) => [phase, code].filter(Boolean).join(' '))
  }
}
