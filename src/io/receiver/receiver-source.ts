import { errorText } from '../../core/errors/error-text.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP210 } from '../../core/errors/tap210.ts'
import { sentence, span } from '../../core/errors/words.ts'
import type { Millis } from '../../core/duration.ts'
import type { SourcePhase } from '../../core/events.ts'
import type { Hint } from '../../core/hint.ts'
import { Quiet } from '../lines/quiet.ts'
import type { Block, Source, SourceContext } from '../source.ts'
import { controlReceiver, type Receiver, type ReceiverControl } from './receiver.ts'
import { ReceiverReport } from './receiver-report.ts'
import { RowBlocks } from './row-blocks.ts'

interface Waiting {
  readonly rows: readonly unknown[]
  readonly stored: () => void
}

/**
 * What a user's receiver stores. Laws: at most one stop and start of the receiver is under way; what `storeAll` was given
 * before the stop is in a block after it; what an `onStart` of an earlier run throws late concerns nobody.
 */
export class ReceiverSource implements Source, ReceiverControl {
  readonly name: string
  readonly ended = false
  /** False when the receiver belongs to another stream already. */
  readonly attached: boolean
  readonly #receiver: Receiver<Hint>
  /** The name of its class. */
  readonly #kind: string
  readonly #restartDelay: Millis
  #context: SourceContext | undefined
  #blocks: RowBlocks | undefined
  #quiet: Quiet | undefined
  #report: ReceiverReport | undefined
  #state: ReceiverControl['state'] = 'initialized'
  #run = 0
  #paused = false
  /** Its context stops: it is not started again. */
  #closing: Promise<void> | undefined
  /** Nothing can be stored any more. */
  #closed = false
  #restarting: Promise<void> | undefined
  #startNow: (() => void) | undefined
  #waiting: Waiting[] = []
  #roomWanted: (() => void)[] = []
  #said = ''

  constructor(receiver: Receiver<Hint>, restartDelay: Millis) {
    this.#receiver = receiver
    this.#restartDelay = restartDelay
    this.#kind = receiver.constructor.name || 'Receiver'
    this.name = `receiver ${this.#kind}`
    this.attached = controlReceiver(receiver, this)
  }

  get streamId(): number {
    return this.#context?.streamId ?? -1
  }

  get state(): ReceiverControl['state'] {
    return this.#state
  }

  start(context: SourceContext): void {
    this.#context = context
    this.#blocks = new RowBlocks(context)
    this.#quiet = new Quiet(context.ioClock, () => context.changed())
    this.#report = new ReceiverReport(this.#kind, context)
    this.#begin()
  }

  take(_batchTime: Millis): readonly Block[] {
    return this.#blocks?.take() ?? []
  }

  get buffered(): number {
    return this.#blocks?.buffered ?? 0
  }

  get idle(): boolean {
    return this.#quiet?.reached ?? false
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    // Each group may be the one that is too much again.
    while (!this.#paused && this.#waiting.length > 0) this.#letIn(this.#waiting.shift()!)
    if (!this.#paused) this.#giveRoom()
  }

  acknowledge(): void {}

  store(record: unknown, site: () => CallSite | undefined): boolean {
    this.#open('store', site).add(record)
    this.#stored()
    return !this.#paused
  }

  storeAll(rows: readonly unknown[], site: () => CallSite | undefined): Promise<void> {
    this.#open('storeAll', site)
    return new Promise((stored) => {
      const group = { rows, stored }
      if (this.#paused || this.#waiting.length > 0) this.#waiting.push(group)
      else this.#letIn(group)
    })
  }

  room(): Promise<void> {
    if (!this.#paused || this.#closed) return Promise.resolve()
    return new Promise((resolve) => this.#roomWanted.push(resolve))
  }

  restart(message: string, error: unknown, delayMs = this.#restartDelay): void {
    const why = `Restarting receiver with delay ${delayMs}ms: ${message}`
    this.#startAgain(why, message, error, delayMs)
  }

  reportError(message: string, error: unknown): void {
    this.#report?.failed(message, error)
    this.#say('error', `${sentence(described(message, error))} It goes on.`)
  }

  stopItself(message: string, error: unknown): void {
    this.#startAgain(message, message, error, 0)
  }

  stop(): Promise<void> {
    return (this.#closing ??= this.#close())
  }

  #begin(): void {
    const run = ++this.#run
    this.#state = 'started'
    this.#report!.started()
    this.#quiet!.touch()
    const threw = (error: unknown): void => {
      if (run !== this.#run || this.#state !== 'started') return
      const message = `Error starting receiver ${this.streamId}`
      // At once, as after a stop, would be a loop without end where the error stays.
      this.#startAgain(message, 'onStart() threw', error, this.#restartDelay)
    }
    try {
      const running: unknown = this.#receiver.onStart()
      if (running instanceof Promise) running.catch(threw)
    } catch (error) {
      threw(error)
    }
  }

  #startAgain(why: string, message: string, error: unknown, delay: Millis): void {
    if (this.#closing !== undefined || this.#restarting !== undefined) return
    if (this.#context === undefined) return
    const when = delay === 0 ? 'at once' : `in ${span(delay)}`
    this.#say('closed', `${sentence(described(message, error))} It is started again ${when}.`)
    this.#restarting = this.#restart(why, error, delay)
  }

  async #restart(why: string, error: unknown, delay: Millis): Promise<void> {
    // The call may come from within onStart, which ends first.
    await Promise.resolve()
    await this.#end(why, error)
    if (this.#closing === undefined) await this.#pause(delay)
    this.#restarting = undefined
    if (this.#closing === undefined) this.#begin()
  }

  #pause(delay: Millis): Promise<void> {
    const { ioClock } = this.#context!
    return new Promise((resolve) => {
      const cancel = ioClock.at(ioClock.now() + delay, resolve)
      this.#startNow = () => {
        cancel()
        resolve()
      }
    })
  }

  async #end(message: string, error: unknown): Promise<void> {
    this.#state = 'stopped'
    try {
      await this.#receiver.onStop()
    } catch (failure) {
      this.reportError('onStop() threw', failure)
    }
    this.#report?.stopped(message, error)
  }

  async #close(): Promise<void> {
    // A promise is there before the receiver's own code runs.
    await Promise.resolve()
    this.#startNow?.()
    await this.#restarting
    if (this.#state === 'started') await this.#end('Stopped by driver', undefined)
    this.#paused = false
    for (const group of this.#waiting.splice(0)) this.#letIn(group)
    this.#closed = true
    this.#giveRoom()
    this.#quiet?.stop()
  }

  #letIn({ rows, stored }: Waiting): void {
    this.#blocks!.addBlock(rows)
    stored()
    this.#stored()
  }

  #giveRoom(): void {
    for (const resolve of this.#roomWanted.splice(0)) resolve()
  }

  #stored(): void {
    this.#said = ''
    this.#quiet!.touch()
    this.#context!.changed()
  }

  #open(method: string, site: () => CallSite | undefined): RowBlocks {
    if (this.#blocks !== undefined && !this.#closed) return this.#blocks
    const receiver = this.#report?.name ?? this.#kind
    const state = this.#closed ? 'stopped' : 'not started'
    throw TAP210({ method, receiver, state, site: site() })
  }

  /** The same trouble again, with no record between, is no news. */
  #say(phase: SourcePhase, text: string): void {
    if (text === this.#said) return
    this.#said = text
    const { events, site } = this.#context!
    const source = this.name
    events.post({
      type: 'SourceState',
      source,
      phase,
      site,
      text: `${this.#report!.name}: ${text}`,
    })
  }
}

const described = (message: string, error: unknown): string =>
  error === undefined ? message : `${message} (${errorText(error)})`
