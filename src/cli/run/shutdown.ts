import { TAP102 } from '../../core/errors/tap102.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'

/**
 * How a `tap run` ends: signals, errors of batches, limits and a closed stdout, as one pure state machine. A small
 * shell turns what happens into events, and carries out the actions in their order; no decision is made there.
 *
 *               loading: no context has started yet         running: a context is active
 *               stopping: tap stops the context             stopped: no context is active any more
 *               ended: `exit` was given; nothing counts any more
 *
 * | event              | loading           | running               | stopping               | stopped          |
 * | ------------------ | ----------------- | --------------------- | ---------------------- | ---------------- |
 * | contextStarted     | → running         | -                     | stop it at once        | → running (1)    |
 * | contextStopped     | → stopped         | → stopped             | → stopped, summary (2) | -                |
 * | jobEvaluated       | noted             | noted, kept error (3) | noted                  | noted (2)        |
 * | jobThrew           | show, exit        | show, stop, code      | show, code             | show, exit       |
 * | batchFailed        | -                 | show, stop, 1   (3)   | show, 1   (3)          | show, 1          |
 * | errorTaken         | -                 | nothing is kept       | nothing is kept        | nothing is kept  |
 * | signal, first      | exit 130 or 143   | stop gracefully       | a second one will end  | exit 130 or 143  |
 * | signal, second     |                   |                       | exit 130 or 143        |                  |
 * | sliceInterrupted   | exit 130          | = first signal        | run the task again     | exit 130         |
 * | functionHung       | show, exit 1      | show, exit 1          | show, exit 1           | show, exit 1     |
 * | limitReached       | noted (5)         | stop                  | -                      | -                |
 * | forExpired         | noted (5)         | sentence, stop, 1     | -                      | -                |
 * | stdoutClosed       | exit              | stop, muted           | muted                  | exit             |
 * | drained            | exit, TAP102 (4)  | stop                  | exit                   | exit, TAP102 (4) |
 * | timeUp             | -                 | -                     | -                      | exit             |
 *
 * (1) A job may stop a context and start another. When tap itself has stopped the first, the other is stopped too.
 * (2) After a stop by tap, and once the job's module has finished evaluating, the job has a few seconds to finish;
 *     then the process ends even if a forgotten timer would keep it. A job that stopped its context itself has all
 *     the time it wants, as under plain node. A module that never finishes evaluating ends when nothing else is left
 *     to happen, with the code of the run, never with Node's 13.
 * (3) The error of a batch belongs to the awaitTermination() that is pending, if there is one. If none is, it is kept
 *     for the next call while the module evaluates; when evaluation is over, or the context stops, nobody will ask
 *     for it any more: then it is shown, and the run fails with 1. What the job lets through comes back as jobThrew.
 * (4) TAP102, with code 2, if a context with streams was never started. A job without streams is a plain script: 0.
 *
 * (5) `--for` counts from the command on: when loading took longer, the context is stopped as soon as it has started.
 *
 * Exit codes: 0 ok, 1 the job failed, 2 program or usage, 3 environment, 128 + n for a signal. The first code other
 * than 0 stays, and an error is shown once, however often it is met.
 */
export type Phase = 'loading' | 'running' | 'stopping' | 'stopped' | 'ended'

export type Signal = 'SIGINT' | 'SIGTERM'

export type ShutdownEvent =
  | { readonly type: 'contextStarted' }
  | { readonly type: 'contextStopped' }
  /** The job's module has finished evaluating (a plain script: its last line was run). */
  | { readonly type: 'jobEvaluated' }
  /** Loading failed, evaluation rejected, or the job left a rejection or an exception uncaught; `code` as the table of exit codes says. */
  | { readonly type: 'jobThrew'; readonly error: unknown; readonly code: number }
  /** `awaited`: an awaitTermination() was pending and is rejected with it. */
  | { readonly type: 'batchFailed'; readonly error: unknown; readonly awaited: boolean }
  /** A later awaitTermination() took the error that was kept. */
  | { readonly type: 'errorTaken' }
  | { readonly type: 'signal'; readonly signal: Signal }
  /** Ctrl-C fell into a slice that was still young: it is the signal, and the slice is to be repeated. */
  | { readonly type: 'sliceInterrupted' }
  /** Ctrl-C fell into a slice that had been running for long; `error` is its TAP507. */
  | { readonly type: 'functionHung'; readonly error: unknown }
  | { readonly type: 'limitReached'; readonly limit: 'batches' | 'for' | 'untilEnd' }
  /** `--for` is over and `--until-end` was asked for and not reached. */
  | { readonly type: 'forExpired' }
  | { readonly type: 'stdoutClosed' }
  /** Nothing is left that could happen in this process (`beforeExit`). */
  | { readonly type: 'drained'; readonly unstarted?: Unstarted | undefined }
  /** The time of `giveTime` is over. */
  | { readonly type: 'timeUp' }

/** A context with streams that was never started. */
export interface Unstarted {
  readonly sources: number
  readonly outputs: number
  readonly site: CallSite | undefined
}

export type Action =
  /** Stop receiving, run what was received as the last batch at once, then stop. */
  | { readonly type: 'stopGracefully' }
  /** Let the running batch end, then stop; what waits is not run. */
  | { readonly type: 'stopNow' }
  /** Drop the attempt that was interrupted and run its task again, entered plainly. */
  | { readonly type: 'repeatSlice' }
  /** From here on the next signal ends the process by itself. */
  | { readonly type: 'removeSignalListeners' }
  | { readonly type: 'render'; readonly error: unknown }
  /** One sentence; one with `afterMs` only if the context has not stopped by then. */
  | { readonly type: 'say'; readonly text: string; readonly afterMs?: number }
  /** The two lines that end a run which was interrupted. */
  | { readonly type: 'summary'; readonly signal: Signal }
  /** Send `timeUp` after so long, by a timer that keeps nothing alive. */
  | { readonly type: 'giveTime'; readonly millis: number }
  /** End the process as soon as stdout has taken what was written. */
  | { readonly type: 'exit'; readonly code: number }

export interface ShutdownState {
  readonly phase: Phase
  readonly evaluated: boolean
  /** What the process will end with. */
  readonly code: number
  /** Who reads stdout has gone: no error matters any more. */
  readonly muted: boolean
  /** Tap, and not the job, has stopped a context. */
  readonly byTap: boolean
  readonly signal: Signal | undefined
  /** The error of a batch that nobody has asked for yet. */
  readonly kept: Box | undefined
  /** The last error of a batch: it makes 1, whoever passes it on. */
  readonly ofBatch: Box | undefined
  readonly shown: readonly unknown[]
  /** A limit that was over before the first context started. */
  readonly due: Due | undefined
}

export type Due = Extract<ShutdownEvent, { type: 'limitReached' | 'forExpired' }>

interface Box {
  readonly error: unknown
}

export interface Step {
  readonly state: ShutdownState
  readonly actions: readonly Action[]
}

export const initialState: ShutdownState = {
  phase: 'loading',
  evaluated: false,
  code: 0,
  muted: false,
  byTap: false,
  signal: undefined,
  kept: undefined,
  ofBatch: undefined,
  shown: [],
  due: undefined,
}

/** What a job may still do after its context was stopped for it. */
const GRACE_MS = 5000
/** A stop that takes longer than this is explained. */
const PATIENCE_MS = 1000

const AGAIN = 'Stopping after what was received; press Ctrl-C again to end at once.'
const NOT_REACHED =
  'The time of --for was over before --until-end was reached: not every source has ended.'

const SIGNAL_CODE = { SIGINT: 130, SIGTERM: 143 } as const

type Rule<E> = (state: ShutdownState, event: E) => Step
/** A rule for which it is enough that its event has happened. */
type Plain = (state: ShutdownState) => Step

const step = (state: ShutdownState, ...actions: readonly Action[]): Step => ({ state, actions })

/** Rules one after the other, their actions in a row. */
const then = (first: Step, ...rest: readonly Plain[]): Step => {
  let { state, actions } = first
  for (const rule of rest) {
    const after = rule(state)
    state = after.state
    actions = [...actions, ...after.actions]
  }
  return { state, actions }
}

const stay: Plain = (state) => step(state)
/** A limit that was over before there was anything to stop stops it now. */
const run: Plain = (state) => {
  const running: ShutdownState = { ...state, phase: 'running' }
  return state.due === undefined ? step(running) : next({ ...running, due: undefined }, state.due)
}
const noteDue: Rule<Due> = (state, due) => step({ ...state, due })

const exitWith = (state: ShutdownState, code: number): Step =>
  step({ ...state, phase: 'ended', code }, { type: 'exit', code })
const exit: Plain = (state) => exitWith(state, state.code)

const stopGracefully: Plain = (state) =>
  step({ ...state, phase: 'stopping', byTap: true }, { type: 'stopGracefully' })
const stopNow: Plain = (state) =>
  step({ ...state, phase: 'stopping', byTap: true }, { type: 'stopNow' })

/** The first code other than 0 stays. */
const withCode = (state: ShutdownState, code: number): ShutdownState =>
  state.code === 0 ? { ...state, code } : state

/** Shows an error, once, and lets the run fail. */
const fail = (state: ShutdownState, error: unknown, code: number): Step => {
  if (state.muted) return step(state)
  const after = withCode(state, code)
  if (after.shown.includes(error)) return step(after)
  return step({ ...after, shown: [...after.shown, error] }, { type: 'render', error })
}
const failKept: Plain = (state) =>
  state.kept === undefined ? step(state) : fail({ ...state, kept: undefined }, state.kept.error, 1)

const startedAgain: Plain = (state) => (state.byTap ? stopNow(state) : run(state))

/** Gives a job whose context was stopped for it the time to end by itself. */
const grace: Plain = (state) =>
  state.byTap && state.evaluated ? step(state, { type: 'giveTime', millis: GRACE_MS }) : step(state)
const farewell: Plain = (state) => {
  if (state.signal === undefined) return step(state, { type: 'removeSignalListeners' })
  return state.muted ? step(state) : step(state, { type: 'summary', signal: state.signal })
}
const stopped: Plain = (state) =>
  then(step({ ...state, phase: 'stopped' }), failKept, farewell, grace)

const evaluated: Plain = (state) => step({ ...state, evaluated: true })
const evaluatedRunning: Plain = (state) =>
  state.kept === undefined ? evaluated(state) : then(evaluated(state), failKept, stopNow)
const evaluatedStopped: Plain = (state) => then(evaluated(state), grace)

type Threw = Extract<ShutdownEvent, { type: 'jobThrew' }>

/** A module that throws has finished evaluating, too. */
const threw: Rule<Threw> = (state, { error, code }) =>
  fail({ ...state, evaluated: true }, error, state.ofBatch?.error === error ? 1 : code)
const threwRunning: Rule<Threw> = (state, event) => then(threw(state, event), stopNow)
const threwIdle: Rule<Threw> = (state, event) => then(threw(state, event), exit)

type Failed = Extract<ShutdownEvent, { type: 'batchFailed' }>

const failed: Rule<Failed> = (state, { error, awaited }) => {
  const known = { ...state, ofBatch: { error } }
  if (awaited) return step(known)
  return state.evaluated ? fail(known, error, 1) : step({ ...known, kept: { error } })
}
const failedRunning: Rule<Failed> = (state, event) =>
  then(failed(state, event), !event.awaited && state.evaluated ? stopNow : stay)
const failedStopped: Rule<Failed> = (state, { error }) =>
  fail({ ...state, ofBatch: { error } }, error, 1)

const taken: Plain = (state) => step({ ...state, kept: undefined })

type Signalled = { readonly signal: Signal }

const killed: Rule<Signalled> = (state, { signal }) => exitWith(state, SIGNAL_CODE[signal])
const firstSignal: Rule<Signalled> = (state, { signal }) =>
  step(
    { ...state, signal },
    { type: 'removeSignalListeners' },
    { type: 'say', text: AGAIN, afterMs: PATIENCE_MS },
  )
const signalled: Rule<Signalled> = (state, event) => then(firstSignal(state, event), stopGracefully)
const signalledStopping: Rule<Signalled> = (state, event) =>
  state.signal === undefined ? firstSignal(state, event) : killed(state, event)

const CTRL_C: Signalled = { signal: 'SIGINT' }
const repeat: Plain = (state) => step(state, { type: 'repeatSlice' })
const interruptedIdle: Plain = (state) => killed(state, CTRL_C)
const interrupted: Plain = (state) => then(signalled(state, CTRL_C), repeat)
const interruptedStopping: Plain = (state) =>
  state.signal === undefined ? then(firstSignal(state, CTRL_C), repeat) : repeat(state)

const hung: Rule<Extract<ShutdownEvent, { type: 'functionHung' }>> = (state, { error }) =>
  then(fail(state, error, 1), (now) => exitWith(now, 1))

/** Time that is over is like a signal: what was received counts. The other limits name the last batch. */
const limited: Rule<Extract<ShutdownEvent, { type: 'limitReached' }>> = (state, { limit }) =>
  limit === 'for' ? stopGracefully(state) : stopNow(state)
const expired: Plain = (state) =>
  then(step(withCode(state, 1), { type: 'say', text: NOT_REACHED }), stopGracefully)

const mute: Plain = (state) => step({ ...state, muted: true })
const muteRunning: Plain = (state) => then(mute(state), stopNow)

const drained: Rule<Extract<ShutdownEvent, { type: 'drained' }>> = (state, { unstarted }) =>
  state.byTap || unstarted === undefined || unstarted.sources + unstarted.outputs === 0
    ? exit(state)
    : then(fail(state, TAP102(unstarted), 2), exit)

type Row<E> = Readonly<Record<Exclude<Phase, 'ended'>, Rule<E>>>

const row = <E>(
  loading: Rule<E>,
  running: Rule<E>,
  stopping: Rule<E>,
  stopped: Rule<E>,
): Row<E> => ({ loading, running, stopping, stopped })

const TABLE: {
  readonly [T in ShutdownEvent['type']]: Row<Extract<ShutdownEvent, { type: T }>>
} = {
  contextStarted: row(run, stay, stopNow, startedAgain),
  contextStopped: row(stopped, stopped, stopped, stay),
  jobEvaluated: row(evaluated, evaluatedRunning, evaluated, evaluatedStopped),
  jobThrew: row(threwIdle, threwRunning, threw, threwIdle),
  batchFailed: row(stay, failedRunning, failed, failedStopped),
  errorTaken: row(stay, taken, taken, taken),
  signal: row(killed, signalled, signalledStopping, killed),
  sliceInterrupted: row(interruptedIdle, interrupted, interruptedStopping, interruptedIdle),
  functionHung: row(hung, hung, hung, hung),
  limitReached: row(noteDue, limited, stay, stay),
  forExpired: row(noteDue, expired, stay, stay),
  stdoutClosed: row(exit, muteRunning, mute, exit),
  drained: row(drained, stopGracefully, exit, drained),
  timeUp: row(stay, stay, stay, exit),
}

/** What the run does when `event` happens in `state`. */
export const next = (state: ShutdownState, event: ShutdownEvent): Step => {
  if (state.phase === 'ended') return step(state)
  // The row of an event takes that event: TypeScript cannot follow the pair through the look-up.
  const rules = TABLE[event.type] as Row<ShutdownEvent>
  return rules[state.phase](state, event)
}
