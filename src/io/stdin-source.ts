import type { Readable } from 'node:stream'
import type { Millis } from '../core/duration.ts'
import { count } from '../core/errors/words.ts'
import { LineBlocks } from './lines/line-blocks.ts'
import { Quiet } from './lines/quiet.ts'
import { ReceiverReport } from './receiver/receiver-report.ts'
import type { Block, Source, SourceContext } from './source.ts'

/**
 * The lines of a stream that ends, in practice the process's standard input. The stream is not destroyed at `stop`: it
 * belongs to the process.
 */
export class StdinSource implements Source {
  readonly name = 'stdin'
  readonly #input: Readable
  readonly #data = (bytes: Uint8Array | string): void => this.#received(bytes)
  readonly #end = (): void => this.#over(undefined)
  readonly #error = (error: NodeJS.ErrnoException): void => this.#over(error)
  #context!: SourceContext
  #blocks: LineBlocks | undefined
  #quiet: Quiet | undefined
  #report: ReceiverReport | undefined
  #stopped = false
  #ended = false

  constructor(input: Readable) {
    this.#input = input
  }

  start(context: SourceContext): void {
    this.#context = context
    this.#blocks = new LineBlocks(context)
    this.#quiet = new Quiet(context.ioClock, () => context.changed())
    this.#report = new ReceiverReport('StdinReceiver', context)
    this.#report.started()
    this.#input.on('end', this.#end).on('close', this.#end).on('error', this.#error)
    this.#input.on('data', this.#data)
    if (this.#input.readableEnded || this.#input.destroyed) this.#end()
  }

  take(_batchTime: Millis): readonly Block[] {
    return this.#blocks?.take() ?? []
  }

  get buffered(): number {
    return this.#blocks?.buffered ?? 0
  }

  pause(): void {
    this.#input.pause()
  }

  resume(): void {
    if (this.#ended || !this.#input.isPaused()) return
    this.#quiet?.touch()
    this.#input.resume()
  }

  acknowledge(): void {}

  stop(): Promise<void> {
    this.#stopped = true
    this.#detach()
    this.#input.pause()
    this.#blocks?.endText()
    this.#report?.stopped('Stopped by driver')
    return Promise.resolve()
  }

  get ended(): boolean {
    return this.#ended
  }

  get idle(): boolean {
    return this.#ended || (this.#quiet?.reached ?? false)
  }

  #received(bytes: Uint8Array | string): void {
    this.#blocks?.push(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
    this.#quiet?.touch()
    this.#context.changed()
  }

  #over(error: NodeJS.ErrnoException | undefined): void {
    if (this.#stopped || this.#ended) return
    this.#detach()
    this.#blocks?.endText()
    this.#ended = true
    const lines = count(this.#blocks?.records ?? 0, 'line')
    const how =
      error === undefined ? 'ended' : `could not be read further (${error.code ?? error.message})`
    const text = `The standard input ${how} after ${lines}.`
    this.#report?.stopped(text, error)
    this.#context.events.post({
      type: 'SourceState',
      source: this.name,
      phase: 'ended',
      text,
      site: this.#context.site,
    })
    this.#context.changed()
  }

  /** The listener of errors stays: without one, a late error would end the process. */
  #detach(): void {
    this.#quiet?.stop()
    this.#input.off('data', this.#data).off('end', this.#end).off('close', this.#end)
  }
}
