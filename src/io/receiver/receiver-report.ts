import { errorText } from '../../core/errors/error-text.ts'
import type { ReceiverInfo } from '../../core/events.ts'
import type { SourceContext } from '../source.ts'

const stackOf = (error: unknown): string => {
  if (error === undefined || error === null) return ''
  return (error instanceof Error ? error.stack : undefined) ?? errorText(error)
}

/** What listeners are told of one receiver: that it was started, had an error, was stopped. */
export class ReceiverReport {
  readonly #context: SourceContext
  #info: ReceiverInfo

  /** `kind`: the name of its class. */
  constructor(kind: string, context: SourceContext) {
    this.#context = context
    this.#info = {
      streamId: context.streamId,
      name: `${kind}-${context.streamId}`,
      active: false,
      location: 'localhost',
      executorId: 'driver',
      lastErrorMessage: '',
      lastError: '',
      lastErrorTime: -1,
    }
  }

  get name(): string {
    return this.#info.name
  }

  /** Errors of an earlier run are forgotten. */
  started(): void {
    const none = { lastErrorMessage: '', lastError: '', lastErrorTime: -1 }
    this.#post('ReceiverStarted', { ...none, active: true })
  }

  failed(message: string, error?: unknown): void {
    this.#post('ReceiverError', this.#trouble(message, error))
  }

  /** Nothing is told of one that is stopped already. */
  stopped(message: string, error?: unknown): void {
    if (!this.#info.active) return
    const trouble = this.#trouble(message, error)
    // Being stopped is no error in itself.
    const lastErrorTime = error === undefined ? -1 : trouble.lastErrorTime
    this.#post('ReceiverStopped', { ...trouble, lastErrorTime, active: false })
  }

  #trouble(message: string, error: unknown) {
    return {
      lastErrorMessage: message,
      lastError: stackOf(error),
      lastErrorTime: this.#context.clock.now(),
    }
  }

  #post(
    type: 'ReceiverStarted' | 'ReceiverError' | 'ReceiverStopped',
    change: Partial<ReceiverInfo>,
  ): void {
    this.#info = Object.freeze({ ...this.#info, ...change })
    this.#context.events.post({ type, receiver: this.#info })
  }
}
