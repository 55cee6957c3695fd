import type { Clock } from '../../core/clock.ts'

/** Who is later than this (a client was waited for, no input came) does not catch up with a burst: the schedule moves. */
const SLACK = 100

const until = (clock: Clock, time: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.at(time, done)
    signal.addEventListener('abort', done)
  })

const lineEnd = (piece: Buffer, from: number): number => {
  const newline = piece.indexOf(10, from)
  return newline < 0 ? piece.length : newline + 1
}

/** The same lines at `rate` lines per second, spread evenly; lines due in the same millisecond go together. */
export async function* paced(
  pieces: AsyncIterable<Buffer>,
  rate: number,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  let due = clock.now()
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length && !signal.aborted;) {
      const now = clock.now()
      if (now - due > SLACK) due = now
      let to = from
      for (; due <= now && to < piece.length; due += 1000 / rate) to = lineEnd(piece, to)
      if (to > from) yield piece.subarray(from, to)
      from = to
      if (from < piece.length) await until(clock, Math.ceil(due), signal)
    }
  }
}
