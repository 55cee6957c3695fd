import type { TapError } from '../../core/errors/tap-error.ts'
import type { Millis } from '../../core/duration.ts'
import type { SourcePhase } from '../../core/events.ts'
import { Time } from '../../core/time.ts'
import type { SourceContext } from '../source.ts'

/** What a directory source says to the person at the terminal. */
export class DirectoryNotices {
  readonly #source: string
  readonly #directory: string
  readonly #context: SourceContext

  constructor(source: string, directory: string, context: SourceContext) {
    this.#source = source
    this.#directory = directory
    this.#context = context
  }

  watching(): void {
    this.#state('connected', `Watching ${this.#directory} for new files.`)
  }

  gone(error: Error | undefined): void {
    const why = error === undefined ? '' : ` (${error.message})`
    const text = `${this.#directory} cannot be listed any more${why}. Batches are empty until it comes back.`
    this.#state('waiting', text, 'TAP301')
  }

  /** It may never have been there. */
  absent(error: Error): void {
    const text = `${this.#directory} cannot be listed (${error.message}). Batches are empty until it is there.`
    this.#state('waiting', text, 'TAP301')
  }

  /** By their time stamps, which no batch time reaches, files would come in a batch that is far away. */
  tooNew(files: number, time: Millis): void {
    const batch = `the batch at ${new Time(time).format()}`
    const text = [
      `In ${this.#directory} are files that are newer than ${batch}: ${files}. Each waits for a batch time that reaches its own.`,
      'With spark.streaming.fileStream.compat=spark files go by their time stamps, and this batch clock is moved by hand: let it start at the present time.',
    ]
    this.#notice(`too new ${this.#source}`, text.join('\n  '))
  }

  back(): void {
    this.#state('connected', `${this.#directory} is back.`)
  }

  unwatched(folder: string, error: Error): void {
    const text = `Changes in ${folder} cannot be watched (${error.message}); it is listed every few seconds instead.`
    this.#notice(`unwatched ${folder}`, text)
  }

  /** Once for a source: thousands of files may have the same fault. */
  refused(path: string, error: Error): void {
    const text = `${path} cannot be read (${error.message}). It is tried again every few seconds.`
    this.#notice(`unreadable ${this.#source}`, text)
  }

  noneRead(error: TapError): void {
    this.#notice(`${error.code} ${this.#source}`, `${error.code}  ${error.message}`)
  }

  #state(phase: SourcePhase, text: string, code?: string): void {
    const { events, site } = this.#context
    const base = { type: 'SourceState', source: this.#source, phase, text, site } as const
    events.post(code === undefined ? base : { ...base, code })
  }

  #notice(once: string, text: string): void {
    this.#context.events.post({ type: 'Notice', once, text, site: this.#context.site })
  }
}
