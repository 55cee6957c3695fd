/** Where in the user's file something was said: the raw position of one stack frame, mapped only when shown. */
export interface CallSite {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Whose mistake it is decides the exit code: the program's or the command line's (2), the job's (1), the environment's (3). */
export type ErrorKind = 'program' | 'job' | 'environment'

/** The parts of a message, in the order in which a reader needs them. */
export interface ErrorText {
  /** What happened, in the user's words: one sentence. */
  readonly what: string
  /** Places in the user's files, each with the words that stand before it. */
  readonly at?: readonly (readonly [label: string, site: CallSite | undefined])[]
  /** What was seen: counts, names, values. */
  readonly seen?: readonly string[]
  readonly cause?: string
  /** One thing to do, that can be pasted. */
  readonly fix?: string
}

const BRAND = Symbol.for('tapstream.error')

/** Every error that tapstream itself raises: a stable code, and the parts of its message as data. */
export class TapError extends Error {
  readonly [BRAND] = true
  readonly code: string
  readonly kind: ErrorKind
  readonly text: ErrorText

  constructor(code: string, kind: ErrorKind, text: ErrorText, cause?: unknown) {
    super(
      [text.what, ...(text.seen ?? []), text.cause, text.fix && `Fix: ${text.fix}`]
        .filter((part) => part !== undefined && part !== '')
        .join('\n  '),
      cause === undefined ? undefined : { cause },
    )
    this.name = `TapError ${code}`
    this.code = code
    this.kind = kind
    this.text = text
  }
}

/** Tells our errors apart across copies of the library in one process. */
export const isTapError = (error: unknown): error is TapError =>
  typeof error === 'object' && error !== null && BRAND in error

/** One entry of the catalogue: how the fields of one mistake become a text, with an example that tests run. */
export interface ErrorDefinition<F> {
  readonly code: string
  readonly kind: ErrorKind
  /** A few words for lists. */
  readonly title: string
  /** What a reader of `tap explain` learns beyond the message itself. */
  readonly more: string
  readonly text: (fields: F) => ErrorText
  readonly example: F
}

export type ErrorFactory<F> = ((fields: F, cause?: unknown) => TapError) & ErrorDefinition<F>

export const defineError = <F>(definition: ErrorDefinition<F>): ErrorFactory<F> =>
  Object.assign(
    (fields: F, cause?: unknown) =>
      new TapError(definition.code, definition.kind, definition.text(fields), cause),
    definition,
  )
