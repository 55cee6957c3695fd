import { chalkStderr, type ChalkInstance } from 'chalk'

/** The part of a writable stream that is needed here. */
export interface LineSink {
  write(text: string): unknown
  on(event: 'error', listener: () => void): unknown
}

/** How much is said: only errors, what matters, or every detail. */
export type Tone = 'quiet' | 'normal' | 'verbose'

export interface StderrOptions {
  /** Only errors. */
  readonly quiet?: boolean
  /** Details as well. With both, errors come with their details, and nothing else is said. */
  readonly verbose?: boolean
  readonly stream?: LineSink
  readonly color?: ChalkInstance
}

/** Everything that tap itself tells the person at the terminal goes through here, in whole lines; stdout is the job's. */
export interface Stderr {
  readonly color: ChalkInstance
  readonly verbose: boolean
  /** Always written: the reason for a failure. */
  fail(text: string): void
  /** Written unless --quiet. */
  say(text: string): void
  /** Written under --verbose only. */
  detail(text: string): void
  /** The job decides (`sc.setLogLevel`), whatever the command line said. */
  setTone(tone: Tone): void
}

const guarded = new WeakSet<LineSink>()

/** A terminal that was closed may fail later, as an event: nobody is left to be told. */
const guard = (stream: LineSink): LineSink => {
  if (!guarded.has(stream)) stream.on('error', () => {})
  guarded.add(stream)
  return stream
}

/**
 * A writer of lines to stderr. It never throws, also when stderr was closed.
 * @example
 * const err = stderrWriter({ quiet: flags.quiet, verbose: flags.verbose })
 * err.fail(renderError(error, err))
 */
export const stderrWriter = ({
  quiet = false,
  verbose = false,
  stream = process.stderr,
  color = chalkStderr,
}: StderrOptions = {}): Stderr => {
  const sink = guard(stream)
  const write = (text: string): void => {
    try {
      sink.write(text.endsWith('\n') ? text : `${text}\n`)
    } catch {
      // Closed: see guard.
    }
  }
  let isQuiet = quiet
  let isVerbose = verbose
  return {
    color,
    get verbose() {
      return isVerbose
    },
    fail: write,
    say: (text) => {
      if (!isQuiet) write(text)
    },
    detail: (text) => {
      if (isVerbose && !isQuiet) write(color.dim(text))
    },
    setTone: (tone) => {
      isQuiet = tone === 'quiet'
      isVerbose = tone === 'verbose'
    },
  }
}
