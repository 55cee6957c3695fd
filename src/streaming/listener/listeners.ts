import { errorText } from '../../core/errors/error-text.ts'
import type { EventBus, TapEvent } from '../../core/events.ts'
import { errorSite } from '../../closure/error-site.ts'
import { batchInfo, outputOperationInfo } from './infos.ts'
import type { Callback, StreamingListener } from './streaming-listener.ts'

/** A frozen copy that is also found under the name where Spark has it; the name is not counted among its fields. */
const wrapped = (info: object, name: string): object => {
  const copy: object = { ...info }
  Object.defineProperty(copy, name, { value: copy })
  return Object.freeze(copy)
}

interface News {
  readonly callback: Callback
  readonly payload: object
}

const batchNews = (
  callback: Callback,
  { batch }: Extract<TapEvent, { readonly batch: unknown }>,
): News => ({ callback, payload: wrapped(batchInfo(batch), 'batchInfo') })

const outputNews = (
  callback: Callback,
  { operation }: Extract<TapEvent, { readonly operation: unknown }>,
): News => ({
  callback,
  payload: wrapped(outputOperationInfo(operation), 'outputOperationInfo'),
})

/** Which callback an event is for, if it is for any, and what that is given. */
const newsOf = (event: TapEvent): News | undefined => {
  switch (event.type) {
    case 'StreamingStarted':
      return { callback: 'onStreamingStarted', payload: Object.freeze({ time: event.time }) }
    case 'ReceiverStarted':
    case 'ReceiverError':
    case 'ReceiverStopped':
      return { callback: `on${event.type}`, payload: wrapped(event.receiver, 'receiverInfo') }
    case 'BatchSubmitted':
    case 'BatchStarted':
    case 'BatchCompleted':
      return batchNews(`on${event.type}`, event)
    case 'OutputOperationStarted':
    case 'OutputOperationCompleted':
      return outputNews(`on${event.type}`, event)
    default:
      return undefined
  }
}

/**
 * The listeners of one context. They hear of it from its start to its stop, and of no other context on the same
 * SparkContext. One that throws, or whose promise rejects, stops nobody: it is told of once for each of its callbacks.
 */
export class Listeners {
  /** With a number each, to tell one from another. */
  readonly #all = new Map<StreamingListener, number>()
  #made = 0
  #telling = false
  #events: EventBus | undefined
  #off: (() => void) | undefined

  /** One callback runs at this moment. */
  get telling(): boolean {
    return this.#telling
  }

  /** A listener is told once, however often it was added. */
  add(listener: StreamingListener): void {
    if (!this.#all.has(listener)) this.#all.set(listener, this.#made++)
  }

  remove(listener: StreamingListener): void {
    this.#all.delete(listener)
  }

  open(events: EventBus): void {
    this.#events = events
    this.#off = events.on((event) => this.#hear(event))
  }

  close(): void {
    this.#off?.()
  }

  #hear(event: TapEvent): void {
    if (this.#all.size === 0) return
    const news = newsOf(event)
    if (news === undefined) return
    for (const [listener, id] of this.#all) this.#tell(listener, id, news)
  }

  #tell(listener: StreamingListener, id: number, { callback, payload }: News): void {
    const failed = (error: unknown): void => this.#failed(id, callback, error)
    this.#telling = true
    try {
      const told = (
        listener[callback] as ((payload: object) => void | Promise<void>) | undefined
      )?.call(listener, payload)
      if (told instanceof Promise) told.catch(failed)
    } catch (error) {
      failed(error)
    } finally {
      this.#telling = false
    }
  }

  #failed(id: number, callback: Callback, error: unknown): void {
    this.#events?.post({
      type: 'Notice',
      once: `listener ${id} ${callback}`,
      text: `A streaming listener's ${callback} threw ${errorText(error)}\n  The job goes on, and the listener is told of what follows.`,
      site: errorSite(error),
    })
  }
}
