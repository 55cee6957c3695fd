type Write = typeof process.stdout.write
type Callback = (error?: Error | null) => void

interface Held {
  readonly stream: NodeJS.WriteStream
  readonly write: Write
  readonly pieces: (string | Uint8Array)[]
  readonly told: Callback[]
}

const hold = (stream: NodeJS.WriteStream): Held => {
  const held: Held = { stream, write: stream.write, pieces: [], told: [] }
  stream.write = ((piece: string | Uint8Array, ...rest: unknown[]): boolean => {
    const [encoding] = rest
    held.pieces.push(
      typeof piece === 'string' && typeof encoding === 'string'
        ? Buffer.from(piece, encoding as BufferEncoding)
        : piece,
    )
    const done = rest.at(-1)
    if (typeof done === 'function') held.told.push(done as Callback)
    return true
  }) as Write
  return held
}

const give = ({ stream, write, pieces, told }: Held): void => {
  for (let i = 0; i < pieces.length; i++) {
    const last = i === pieces.length - 1
    const tell: Callback = (error) => {
      if (last) for (const done of told) done(error)
    }
    ;(write as (piece: string | Uint8Array, done: Callback) => boolean).call(
      stream,
      pieces[i]!,
      tell,
    )
  }
}

const isBrokenOff = (error: unknown): boolean =>
  ((error as { code?: string } | undefined)?.code ?? '').startsWith('ERR_SCRIPT_EXECUTION_')

/**
 * What is written to stdout and stderr while `f` runs is written when it has ended. Breaking into one of Node's own
 * writes would leave the stream writing for ever; and what an attempt printed before it was broken off is printed by
 * the next one.
 */
export const holdOutput = <R>(f: () => R): R => {
  const streams = [hold(process.stdout), hold(process.stderr)]
  const back = (): void => {
    streams.forEach(({ stream, write }) => void (stream.write = write))
    process.off('exit', leave)
  }
  // A job may end the process in the middle of it.
  const leave = (): void => {
    back()
    streams.forEach(give)
  }
  process.on('exit', leave)
  try {
    const result = f()
    back()
    streams.forEach(give)
    return result
  } catch (error) {
    back()
    if (!isBrokenOff(error)) streams.forEach(give)
    throw error
  }
}
