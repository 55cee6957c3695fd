import { describe, expect, it } from 'vitest'

import { isTapError } from '../../core/errors/tap-error.ts'
import {
  initialState,
  next,
  type Action,
  type ShutdownEvent,
  type ShutdownState,
} from './shutdown.ts'

const play = (...events: readonly ShutdownEvent[]): { state: ShutdownState; actions: Action[] } => {
  let state = initialState
  const actions: Action[] = []
  for (const event of events) {
    const step = next(state, event)
    state = step.state
    actions.push(...step.actions)
  }
  return { state, actions }
}

/** The actions in short, one word each: what a reader of the table expects. */
const brief = (action: Action): string => {
  switch (action.type) {
    case 'exit':
      return `exit ${action.code}`
    case 'render':
      return `render ${isTapError(action.error) ? action.error.code : String(action.error)}`
    case 'summary':
      return `summary ${action.signal}`
    case 'say':
      return action.afterMs === undefined ? 'say' : 'say later'
    default:
      return action.type
  }
}

const start: ShutdownEvent = { type: 'contextStarted' }
const gone: ShutdownEvent = { type: 'contextStopped' }
const evaluated: ShutdownEvent = { type: 'jobEvaluated' }
const drained: ShutdownEvent = { type: 'drained' }
const int: ShutdownEvent = { type: 'signal', signal: 'SIGINT' }
const term: ShutdownEvent = { type: 'signal', signal: 'SIGTERM' }
const cut: ShutdownEvent = { type: 'sliceInterrupted' }
const hung: ShutdownEvent = { type: 'functionHung', error: 'hung' }
const closed: ShutdownEvent = { type: 'stdoutClosed' }
const expired: ShutdownEvent = { type: 'forExpired' }
const timeUp: ShutdownEvent = { type: 'timeUp' }
const taken: ShutdownEvent = { type: 'errorTaken' }
const limit = (of: 'batches' | 'for' | 'untilEnd'): ShutdownEvent => ({
  type: 'limitReached',
  limit: of,
})
const threw = (error: unknown, code: number): ShutdownEvent => ({ type: 'jobThrew', error, code })
const awaited: ShutdownEvent = { type: 'batchFailed', error: 'bad batch', awaited: true }
const alone: ShutdownEvent = { type: 'batchFailed', error: 'bad batch', awaited: false }
const forgotten: ShutdownEvent = {
  type: 'drained',
  unstarted: { sources: 1, outputs: 1, site: undefined },
}

const GRACEFUL = ['removeSignalListeners', 'say later', 'stopGracefully']
const ENDED = ['removeSignalListeners', 'giveTime', 'exit 0']
const FAILED = ['removeSignalListeners', 'giveTime', 'exit 1']

const runs: readonly (readonly [string, readonly ShutdownEvent[], readonly string[]])[] = [
  // A job that ends by itself
  ['a plain script ends with 0', [evaluated, drained], ['exit 0']],
  ['a job without start() is TAP102', [evaluated, forgotten], ['render TAP102', 'exit 2']],
  [
    'a job that stops its context goes on as long as it wants',
    [start, gone, timeUp, evaluated, timeUp, drained],
    ['removeSignalListeners', 'exit 0'],
  ],
  [
    'a job may start a second context after the first',
    [start, gone, start, int, gone, evaluated, drained],
    ['removeSignalListeners', ...GRACEFUL, 'summary SIGINT', 'giveTime', 'exit 0'],
  ],
  [
    'a second context that is never started is TAP102, too',
    [start, gone, evaluated, forgotten],
    ['removeSignalListeners', 'render TAP102', 'exit 2'],
  ],
  [
    'a context stopped before its start is no start',
    [gone, evaluated, drained],
    ['removeSignalListeners', 'exit 0'],
  ],

  // What cannot be loaded, or throws
  [
    'a job that cannot be loaded ends with its code',
    [threw('no file', 2)],
    ['render no file', 'exit 2'],
  ],
  ['an environment error ends with 3', [threw('no folder', 3)], ['render no folder', 'exit 3']],
  [
    'a throw after start() stops the context',
    [start, threw('oops', 1), gone, drained],
    ['render oops', 'stopNow', ...FAILED],
  ],
  [
    'a throw after the context was stopped ends at once',
    [start, gone, threw('late', 1)],
    ['removeSignalListeners', 'render late', 'exit 1'],
  ],
  [
    'an error is shown once',
    [start, threw('oops', 1), threw('oops', 1), gone, drained],
    ['render oops', 'stopNow', ...FAILED],
  ],
  [
    'the first code other than 0 stays',
    [start, threw('a', 3), threw('b', 1), gone, drained],
    ['render a', 'stopNow', 'render b', 'removeSignalListeners', 'giveTime', 'exit 3'],
  ],

  // Signals
  [
    'the first Ctrl-C is graceful',
    [start, int, gone, evaluated, drained],
    [...GRACEFUL, 'summary SIGINT', 'giveTime', 'exit 0'],
  ],
  [
    'so is SIGTERM, for a job that does not wait',
    [start, evaluated, term, gone, drained],
    [...GRACEFUL, 'summary SIGTERM', 'giveTime', 'exit 0'],
  ],
  ['a second Ctrl-C ends with 130', [start, int, int], [...GRACEFUL, 'exit 130']],
  ['a second signal ends with its own code', [start, int, term], [...GRACEFUL, 'exit 143']],
  ['before start() a signal ends the process', [int], ['exit 130']],
  ['after the context stopped as well', [start, gone, term], ['removeSignalListeners', 'exit 143']],
  [
    'a module that never settles ends with the code of the run, not with 13',
    [start, int, gone, drained],
    [...GRACEFUL, 'summary SIGINT', 'exit 0'],
  ],
  [
    'a forgotten timer does not keep the process after a stop by tap',
    [start, evaluated, int, gone, timeUp],
    [...GRACEFUL, 'summary SIGINT', 'giveTime', 'exit 0'],
  ],
  [
    'a context started after the stop is stopped again',
    [start, int, gone, start, gone, evaluated, drained],
    [...GRACEFUL, 'summary SIGINT', 'stopNow', 'summary SIGINT', 'giveTime', 'exit 0'],
  ],
  [
    'a Ctrl-C while a limit stops the job is the first one',
    [start, limit('for'), int, int],
    ['stopGracefully', 'removeSignalListeners', 'say later', 'exit 130'],
  ],

  // Ctrl-C inside a user's function
  [
    'an interrupted young slice is the first Ctrl-C, and runs again',
    [start, cut, gone, evaluated, drained],
    [...GRACEFUL, 'repeatSlice', 'summary SIGINT', 'giveTime', 'exit 0'],
  ],
  [
    'a slice cut by a signal already seen runs again',
    [start, int, cut],
    [...GRACEFUL, 'repeatSlice'],
  ],
  [
    'an interrupted slice while a limit stops the job is the first Ctrl-C',
    [start, limit('batches'), cut],
    ['stopNow', 'removeSignalListeners', 'say later', 'repeatSlice'],
  ],
  ['Ctrl-C in a plain script ends it', [cut], ['exit 130']],
  ['a hung function ends with 1', [start, hung], ['render hung', 'exit 1']],
  [
    'a hung function in the last batch ends with 1',
    [start, int, hung],
    [...GRACEFUL, 'render hung', 'exit 1'],
  ],

  // Errors of batches
  [
    'an error that the job catches is its own affair',
    [start, awaited, int, gone, evaluated, drained],
    [...GRACEFUL, 'summary SIGINT', 'giveTime', 'exit 0'],
  ],
  [
    'an error that the job lets through stops it with 1, whatever its kind',
    [start, awaited, threw('bad batch', 2), gone, drained],
    ['render bad batch', 'stopNow', ...FAILED],
  ],
  [
    'an error that nobody waits for stops the job with 1',
    [start, evaluated, alone, gone, drained],
    ['render bad batch', 'stopNow', ...FAILED],
  ],
  [
    'while the module evaluates an error is kept for the next awaitTermination()',
    [start, alone, taken, evaluated, gone, drained],
    ['removeSignalListeners', 'exit 0'],
  ],
  [
    'a kept error stops the job when the module is done',
    [start, alone, evaluated, gone, drained],
    ['render bad batch', 'stopNow', ...FAILED],
  ],
  [
    'an error still kept when the context stops makes 1',
    [start, alone, gone, evaluated, drained],
    ['render bad batch', 'removeSignalListeners', 'exit 1'],
  ],
  [
    'so does one of the last batch of a graceful stop',
    [start, int, alone, gone, evaluated, drained],
    [...GRACEFUL, 'render bad batch', 'summary SIGINT', 'giveTime', 'exit 1'],
  ],
  [
    'and one that arrives after it',
    [start, gone, alone, evaluated, drained],
    ['removeSignalListeners', 'render bad batch', 'exit 1'],
  ],

  // Limits
  [
    '--batches stops without a further batch',
    [start, evaluated, limit('batches'), gone, drained],
    ['stopNow', ...ENDED],
  ],
  [
    '--until-end likewise',
    [start, evaluated, limit('untilEnd'), gone, drained],
    ['stopNow', ...ENDED],
  ],
  [
    '--for runs what was received',
    [start, evaluated, limit('for'), gone, drained],
    ['stopGracefully', ...ENDED],
  ],
  [
    '--for before --until-end is a failure, with one sentence',
    [start, evaluated, expired, gone, drained],
    ['say', 'stopGracefully', ...FAILED],
  ],
  ['a limit after a signal changes nothing', [start, int, limit('for'), expired], GRACEFUL],

  // A reader that went away
  [
    'a closed stdout ends quietly',
    [start, evaluated, closed, gone, drained],
    ['stopNow', ...ENDED],
  ],
  [
    'errors that follow from a closed stdout are not shown',
    [start, closed, awaited, threw('bad batch', 1), gone, drained],
    ['stopNow', ...ENDED],
  ],
  ['a plain script with a closed stdout ends', [closed], ['exit 0']],
  [
    'a failure before stdout was closed stays one',
    [start, threw('oops', 1), closed, gone, drained],
    ['render oops', 'stopNow', ...FAILED],
  ],
]

describe('the ends of a run', () => {
  it.each(runs)('%s', (_, events, expected) => {
    expect(play(...events).actions.map(brief)).toEqual(expected)
  })

  it('does nothing once the end was decided', () => {
    const over = play(start, hung).state
    for (const event of [start, gone, evaluated, int, cut, hung, alone, closed, drained, timeUp]) {
      expect(next(over, event)).toEqual({ state: over, actions: [] })
    }
  })

  it('ends every run of any events with at most one exit', () => {
    const all = [start, gone, evaluated, threw('x', 1), awaited, alone, taken, int, term, cut, hung]
    const more = [limit('for'), expired, closed, drained, timeUp]
    const events = [...all, ...more]
    let seed = 1
    const pick = (): ShutdownEvent => {
      seed = (seed * 48_271) % 2_147_483_647
      return events[seed % events.length]!
    }
    for (let round = 0; round < 500; round++) {
      const { state, actions } = play(
        ...Array.from({ length: 12 }, pick),
        drained,
        gone,
        drained,
        drained,
      )
      expect(actions.filter((action) => action.type === 'exit')).toHaveLength(1)
      expect(state.phase).toBe('ended')
    }
  })
})
