import type { Block, Source, SourceContext } from 'tapstream'

/** A source that is given its rows by the test. */
export class RowsSource implements Source {
  readonly name = 'rows of a test'
  readonly acknowledged: number[] = []
  readonly calls: string[] = []
  buffered = 0
  ended = false
  idle = true
  #rows: unknown[] = []
  #number = 0
  #context: SourceContext | undefined

  start(context: SourceContext): void | Promise<void> {
    this.calls.push('start')
    this.#context = context
  }

  give(...rows: readonly unknown[]): void {
    this.#rows.push(...rows)
    this.buffered += rows.length * 8
    this.#context?.changed()
  }

  take(_batchTime: number): readonly Block[] {
    const rows = this.#rows
    if (rows.length === 0) return []
    this.#rows = []
    this.buffered = 0
    const bytes = rows.length * 8
    return [
      { number: this.#number++, content: { kind: 'rows', rows }, records: rows.length, bytes },
    ]
  }

  pause(): void {
    this.calls.push('pause')
  }

  resume(): void {
    this.calls.push('resume')
  }

  acknowledge(blocks: readonly Block[]): void | Promise<void> {
    this.acknowledged.push(...blocks.map(({ number }) => number))
  }

  async stop(): Promise<void> {
    this.calls.push('stop')
  }
}
