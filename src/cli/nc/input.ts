import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'

import { TAP207 } from '../../core/errors/tap207.ts'

/** Large reads are what makes one read for many clients fast. */
const READ = 1 << 20

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

/** What is sent, as it comes; `close` ends it from outside. */
export interface Input {
  readonly chunks: AsyncIterable<Buffer>
  close(): void
}

/** A file, opened at once so that a wrong name is known before anybody waits; TAP207. */
export const fileInput = async (path: string): Promise<Input> => {
  const complain = (error: unknown): Error => TAP207({ path, reason: codeOf(error) }, error)
  const file = await open(path).catch((error: unknown) => {
    throw complain(error)
  })
  if ((await file.stat()).isDirectory()) {
    await file.close()
    throw TAP207({ path, reason: 'EISDIR' })
  }
  const stream = file.createReadStream({ highWaterMark: READ })
  return { chunks: reading(stream, complain), close: () => stream.destroy() }
}

/** A pipe, or a file given by the shell. */
export const pipeInput = (stdin: Readable): Input => ({
  chunks: reading(stdin, (error) =>
    TAP207({ path: 'given as stdin', reason: codeOf(error) }, error),
  ),
  close: () => stdin.destroy(),
})

async function* reading(
  stream: Readable,
  complain: (error: unknown) => Error,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk)
  } catch (error) {
    throw complain(error)
  }
}
