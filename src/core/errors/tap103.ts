import { defineError, type CallSite } from './tap-error.ts'

const WORDS = {
  started: {
    call: 'start',
    doing: 'starting',
    law: 'the plan is fixed once the context has started',
    fix: 'move this call above   ssc.start()',
  },
  stopped: {
    call: 'stop',
    doing: 'stopping',
    law: 'a stopped context takes nothing new',
    fix: 'define it on a new context, before its start():   const next = new StreamingContext(sc, 1)',
  },
} as const

export const TAP103 = defineError<{
  /** The call as a reader would write it, such as `pprint()`. */
  what: string
  state: 'started' | 'stopped'
  added: CallSite | undefined
  /** Where the context was started, or stopped. */
  at: CallSite | undefined
}>({
  code: 'TAP103',
  kind: 'program',
  title: 'something added after start() or stop()',
  more: 'Inputs, transformations and output operations are defined between the construction of the context and start(). Afterwards the context runs what was defined, until it is stopped for good.',
  text: ({ what, state, added, at }) => ({
    what: `${what} was called after ssc.${WORDS[state].call}(); ${WORDS[state].law}.`,
    at: [
      ['added at', added],
      [`${state} at`, at],
    ],
    cause: `Adding new inputs, transformations, and output operations after ${WORDS[state].doing} a context is not supported.`,
    fix: WORDS[state].fix,
  }),
  example: {
    what: 'pprint()',
    state: 'started',
    added: { file: 'app.ts', line: 22, column: 12 },
    at: { file: 'app.ts', line: 20, column: 5 },
  },
})
