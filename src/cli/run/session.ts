import { realClock } from '../../core/clock.ts'
import type { Millis } from '../../core/duration.ts'
import { Time } from '../../core/time.ts'
import { TAP517 } from '../../core/errors/tap517.ts'
import { TAP512 } from '../../core/errors/tap512.ts'
import { isTapError } from '../../core/errors/tap-error.ts'
import type { OutputOperationInfo, TapEvent } from '../../core/events.ts'
import type { SparkContext } from '../../context/spark-context.ts'
import { StreamingContext } from '../../streaming/index.ts'
import type { ManualClock } from '../../testing/manual-clock.ts'
import { traceStart } from '../trace-start.ts'
import { exitStatus, renderError } from '../render/error.ts'
import type { Stderr } from '../render/stderr.ts'
import { countEvent, noTotals, renderSummary } from '../render/summary.ts'
import { driveClock } from './drive-clock.ts'
import { tellConf } from './given-conf.ts'
import { type Action, initialState, next, type ShutdownEvent, type Signal } from './shutdown.ts'
import { interruptible } from './slice-entry.ts'

export interface SessionOptions {
  readonly err: Stderr
  /** What the command line gave. */
  readonly conf: ReadonlyMap<string, string>
  readonly batches: number | undefined
  readonly for: Millis | undefined
  readonly untilEnd: boolean
  readonly clock: ManualClock | undefined
  /** Told of every event, for what is shown beside the results. */
  readonly show: (event: TapEvent) => void
}

const GONE: ReadonlySet<string> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET'])

const SIGNALS: readonly Signal[] = ['SIGINT', 'SIGTERM']

/** The imperative shell of `tap run`: what happens becomes events of the machine, its actions are carried out here. */
export class Session {
  readonly #o: SessionOptions
  readonly #entry = interruptible()
  #state = initialState
  #sc: SparkContext | undefined
  #batches = 0
  #totals = noTotals
  #listening = false
  /** The output operation that runs, if one does. */
  #operation: OutputOperationInfo | undefined

  constructor(options: SessionOptions) {
    this.#o = options
    process.on('uncaughtException', (error) => this.#threw(error))
    process.on('unhandledRejection', (error) => this.#threw(error))
    process.on('beforeExit', () => this.#drained())
    process.stdout.on('error', (error) => this.#unwritable(error))
    if (options.for !== undefined) this.#expireAfter(options.for)
  }

  /** Whoever read the results has gone, or there is no room for them: that is no quiet end. */
  #unwritable(error: NodeJS.ErrnoException): void {
    if (GONE.has(error.code ?? '')) return this.dispatch({ type: 'stdoutClosed' })
    this.#threw(TAP512({ cause: error.message }, error))
  }

  /** Follows a context that the job has made. */
  readonly watch = (sc: SparkContext): void => {
    this.#sc = sc
    tellConf(sc.getConf(), this.#o.conf, this.#o.err)
    sc.events.on((event) => this.#heard(event))
  }

  /** Runs the job's module; what it throws, and its end, are events like any other. */
  async evaluate(load: () => Promise<unknown>): Promise<void> {
    try {
      await load()
      this.dispatch({ type: 'jobEvaluated' })
    } catch (error) {
      this.#threw(error)
    }
  }

  dispatch(event: ShutdownEvent): void {
    const { state, actions } = next(this.#state, event)
    this.#state = state
    for (const action of actions) this.#act(action)
  }

  #threw(error: unknown): void {
    this.dispatch({ type: 'jobThrew', error, code: exitStatus(error) })
  }

  #drained(): void {
    const waiting = this.#operation
    if (waiting !== undefined && StreamingContext.getActive()?.isStopping === false) {
      const { name: operation, site, batchTime } = waiting
      const error = TAP517({ operation, site, batchTime: new Time(batchTime).format() })
      return this.dispatch({ type: 'functionHung', error })
    }
    const [first] = StreamingContext.unstarted
    const unstarted = first && { ...first.size, site: first.site }
    this.dispatch({ type: 'drained', unstarted })
  }

  #expireAfter(millis: Millis): void {
    const expire = (): void => {
      if (this.#o.untilEnd) this.dispatch({ type: 'forExpired' })
      else this.dispatch({ type: 'limitReached', limit: 'for' })
    }
    // It counts from the start of the command; a job that ends earlier is not kept alive.
    realClock.inPassing(realClock.now() + millis, expire)
  }

  #heard(event: TapEvent): void {
    this.#totals = countEvent(this.#totals, event)
    this.#o.show(event)
    switch (event.type) {
      case 'StreamingStarted':
        traceStart('contexts')
        return this.#started()
      case 'StreamingStopped':
        // Not inside the stop's own stack: the job's code that follows it comes first.
        return void setImmediate(() => this.dispatch({ type: 'contextStopped' }))
      case 'BatchFailed':
        return this.dispatch({ type: 'batchFailed', error: event.error, awaited: event.awaited })
      case 'StartFailed':
        return this.#threw(event.error)
      case 'BatchErrorTaken':
        return this.dispatch({ type: 'errorTaken' })
      case 'OutputOperationStarted':
        this.#operation = event.operation
        return
      case 'OutputOperationCompleted':
        this.#operation = undefined
        return
      case 'BatchCompleted':
        if (this.#batches === 0) traceStart('batch')
        if (++this.#batches === this.#o.batches) {
          this.dispatch({ type: 'limitReached', limit: 'batches' })
        }
        return
      default:
    }
  }

  #started(): void {
    const ssc = StreamingContext.getActive()!
    this.#listen()
    this.dispatch({ type: 'contextStarted' })
    const ended = (): void => this.dispatch({ type: 'limitReached', limit: 'untilEnd' })
    const { clock, untilEnd } = this.#o
    // A context with a clock of its own (the testing kit's) is moved by whoever gave it.
    if (clock !== undefined && ssc.clock === clock) void driveClock(ssc, clock, ended)
    else if (untilEnd && ssc.clock === realClock) ssc.onChange(() => ssc.drained && ended())
  }

  readonly #onSignal = (signal: Signal): void => this.dispatch({ type: 'signal', signal })

  #listen(): void {
    if (this.#listening) return
    this.#listening = true
    for (const signal of SIGNALS) process.on(signal, this.#onSignal)
    this.#sc?.engine.enterThrough(this.#entry, (error) => {
      if (error === undefined) this.dispatch({ type: 'sliceInterrupted' })
      else this.dispatch({ type: 'functionHung', error })
    })
  }

  #unlisten(): void {
    this.#listening = false
    for (const signal of SIGNALS) process.off(signal, this.#onSignal)
    this.#sc?.engine.enterLast()
  }

  #act(action: Action): void {
    const { err } = this.#o
    switch (action.type) {
      case 'stopGracefully':
        return this.#stop(true)
      case 'stopNow':
        return this.#stop(false)
      case 'removeSignalListeners':
        return this.#unlisten()
      case 'render':
        return err.fail(renderError(action.error, err))
      case 'say':
        return this.#say(action)
      case 'summary':
        return err.say(renderSummary(action.signal, this.#totals))
      case 'giveTime':
        return void setTimeout(() => this.dispatch({ type: 'timeUp' }), action.millis).unref()
      case 'exit':
        return leave(action.code)
      case 'repeatSlice':
      // The engine drops the attempt and makes it again by itself.
    }
  }

  #say({ text, afterMs }: Extract<Action, { type: 'say' }>): void {
    const { err } = this.#o
    if (afterMs === undefined) return err.fail(text)
    const later = (): void => {
      if (this.#state.phase === 'stopping') err.say(text)
    }
    setTimeout(later, afterMs).unref()
  }

  #stop(gracefully: boolean): void {
    const stopping = StreamingContext.getActive()?.stop({
      stopSparkContext: true,
      stopGracefully: gracefully,
    })
    stopping?.catch((error: unknown) => {
      if (!isTapError(error) || this.#o.err.verbose)
        this.#o.err.fail(renderError(error, this.#o.err))
    })
  }
}

/** Ends the process when stdout has taken what was written. */
const leave = (code: number): void => {
  // A job that ended well may have chosen a code of its own.
  if (code !== 0) process.exitCode = code
  const exit = (): never => process.exit()
  if (process.stdout.writableLength === 0) exit()
  process.stdout.write('', exit)
}
