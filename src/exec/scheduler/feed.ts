import type { OperatorLabel } from './operators-of.ts'

/** A piece of a partition as the compiled loop takes it. */
export type Chunk =
  /** Text of whole lines, each ended by `\n`. */
  | { readonly form: 'lines'; readonly s: string }
  | { readonly form: 'rows'; readonly s: readonly unknown[] }
  /** Keys and values, aligned. */
  | { readonly form: 'pairs'; readonly s: readonly unknown[]; readonly vs: ArrayLike<unknown> }
  | { readonly form: 'iterator'; readonly s: Iterator<unknown> }

/** The elements of one partition, chunk by chunk; at once where they are in memory. */
export interface Feed {
  readonly form: Chunk['form']
  /** The operator whose iterator is walked, to be named when it throws. */
  readonly maker?: OperatorLabel
  next(): Chunk | undefined | Promise<Chunk | undefined>
  /** Gives back what it holds; called once, however the loop was left. */
  close?(): Promise<void>
}
