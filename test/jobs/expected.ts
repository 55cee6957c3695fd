import { block } from '../cli/lib/pprint.ts'

/** What the socket jobs are sent: ten different words, one of them empty, and a last line without an end. */
export const TEXT = `to be or not to be
that is  don't
perché
hello`

/**
 * The words as PySpark's blocks show them. Order, as tapstream fixes it: by partition of Java's hashCode (of two), then
 * as first seen.
 */
const EVEN = [`('is', 1)`, `('', 1)`, `("don't", 1)`] as const
const ODD = [`('to', 2)`, `('be', 2)`, `('or', 1)`, `('not', 1)`, `('that', 1)`] as const

const counted = [...EVEN, `('hello', 1)`, ...ODD, `('perché', 1)`] as const
/** What the state began with comes first; ten are shown. */
const running = [`('hello', 2)`, `('world', 1)`, ...EVEN, ...ODD, '...'] as const

/** A socket job and its whole stdout on a clock that starts at 0. */
export interface SocketJob {
  readonly job: string
  readonly stdout: string
}

export const SOCKET_JOBS: readonly SocketJob[] = [
  { job: 'streamingexample', stdout: block(1, counted) },
  { job: 'streamingexamplewindow', stdout: block(10, counted) },
  { job: 'stateful_network_wordcount', stdout: block(1, running) },
]

/** What streamingloglinux prints for `LOG`, and for two more batches in which no file comes. */
export const LOG = 'erster\r\n  zwei  \n\nperché 🚀\nlast line'
export const LOG_STDOUT = [
  block(1, ['erster', '  zwei  ', '', 'perché 🚀', 'last line']),
  block(2, []),
  block(3, []),
].join('')
