import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP109 } from '../../core/errors/tap109.ts'
import { TAP210 } from '../../core/errors/tap210.ts'
import type { Hint } from '../../core/hint.ts'
import { callSite } from '../../closure/call-site.ts'

/** What stands behind a receiver once a stream has been made of it. */
export interface ReceiverControl {
  readonly streamId: number
  readonly state: 'initialized' | 'started' | 'stopped'
  store(record: unknown, site: () => CallSite | undefined): boolean
  storeAll(records: readonly unknown[], site: () => CallSite | undefined): Promise<void>
  room(): Promise<void>
  restart(message: string, error: unknown, delayMs: number | undefined): void
  reportError(message: string, error: unknown): void
  stopItself(message: string, error: unknown): void
}

let control: (receiver: Receiver<Hint>, by: ReceiverControl) => boolean

/**
 * A source of records that you write yourself. `onStart` begins to receive and returns soon, or is an async function that
 * goes on receiving; `onStop` ends what `onStart` began. Between them records are given to the stream with `store` or
 * `storeAll`. When `onStart` throws, or its promise rejects, the receiver is stopped and started again after
 * `spark.streaming.receiverRestartDelay` (2 s).
 *
 * A receiver takes no core, and runs on the driver. Records are not copied: what was stored is not to be changed.
 * @example
 * class Ticker extends Receiver<number> {
 *   #timer: NodeJS.Timeout | undefined
 *   #n = 0
 *   onStart() {
 *     this.#timer = setInterval(() => this.store(this.#n++), 100)
 *   }
 *   onStop() {
 *     clearInterval(this.#timer)
 *   }
 * }
 * ssc.receiverStream(new Ticker()).pprint()
 */
export abstract class Receiver<T extends Hint> {
  #control: ReceiverControl | undefined

  static {
    control = (receiver, by) => {
      if (receiver.#control !== undefined) return false
      receiver.#control = by
      return true
    }
  }

  /** Begins to receive. */
  abstract onStart(): void | Promise<void>

  /** Ends what `onStart` began. What it still stores belongs to the stream. */
  abstract onStop(): void | Promise<void>

  /** The number of its stream among the inputs of the context; -1 before the context was started. */
  get streamId(): number {
    return this.#control?.streamId ?? -1
  }

  isStarted(): boolean {
    return this.#control?.state === 'started'
  }

  /** True also while it waits to be started again. */
  isStopped(): boolean {
    return this.#control?.state === 'stopped'
  }

  /**
   * Gives one record to the stream. Records of one `spark.streaming.blockInterval` become one partition.
   * @returns false when more waits to be processed than `spark.tap.receiver.maxBuffered` allows: the record was taken,
   *   and the next should wait for `room()`
   * @throws TAP210 before the receiver was started, and after its context has stopped
   * @example
   * class Numbers extends Receiver<number> {
   *   async onStart() {
   *     for (let n = 1; n <= 3; n++) {
   *       if (!this.store(n)) await this.room()
   *     }
   *   }
   *   onStop() {}
   * }
   * ssc.receiverStream(new Numbers()).pprint()   // prints 1 and 2 and 3
   */
  store(record: T): boolean {
    return this.#by('store').store(record, callSite)
  }

  /**
   * Gives many records to the stream, as one partition. Resolves when they are in, and will be in a batch: a source that
   * wants an acknowledgement gets it then. While too much waits to be processed they are let in later.
   * @throws TAP210 before the receiver was started, and after its context has stopped
   * @example
   * class Inbox extends Receiver<string> {
   *   async onStart() {
   *     await this.storeAll(['a letter', 'a bill'])
   *     console.log('received')   // the sender may forget them now
   *   }
   *   onStop() {}
   * }
   * ssc.receiverStream(new Inbox()).pprint()   // prints a letter and a bill
   */
  async storeAll(records: Iterable<T>): Promise<void> {
    if (typeof (records as Iterable<T> | undefined)?.[Symbol.iterator] !== 'function') {
      const got = records === null ? 'null' : typeof records
      const expected = 'an array or another iterable'
      throw TAP109({ what: 'The argument of storeAll', expected, got, site: callSite() })
    }
    await this.#by('storeAll').storeAll([...records], callSite)
  }

  /** Resolves when the stream takes more records: at once, unless `store` returned false. */
  room(): Promise<void> {
    return this.#control?.room() ?? Promise.resolve()
  }

  /**
   * Stops the receiver, waits, and starts it again. Returns at once.
   * @param message why, for listeners and stderr
   * @param delayMs default: `spark.streaming.receiverRestartDelay`, 2000
   * @example
   * class Feed extends Receiver<string> {
   *   async onStart() {
   *     const page = await (await fetch('http://localhost:8080/news')).text()
   *     for (const line of page.split('\n')) this.store(line)
   *     this.restart('The page was read', undefined, 60_000)
   *   }
   *   onStop() {}
   * }
   * ssc.receiverStream(new Feed()).pprint()
   */
  restart(message: string, error?: unknown, delayMs?: number): void {
    this.#by('restart').restart(message, error, delayMs)
  }

  /** Tells listeners and stderr of an error; the receiver goes on. */
  reportError(message: string, error?: unknown): void {
    this.#by('reportError').reportError(message, error)
  }

  /** Stops the receiver. As in Spark it is started again at once, unless its context stops. */
  stop(message: string, error?: unknown): void {
    this.#by('stop').stopItself(message, error)
  }

  #by(method: string): ReceiverControl {
    if (this.#control !== undefined) return this.#control
    throw TAP210({
      method,
      receiver: this.constructor.name,
      state: 'not started',
      site: callSite(),
    })
  }
}

/** Puts `by` behind a receiver; false when something is there already. */
export const controlReceiver = (receiver: Receiver<Hint>, by: ReceiverControl): boolean =>
  control(receiver, by)
