import { decodeChunk } from '../../io/lines/decode-lines.ts'
import type { LineChunk } from '../../io/source.ts'
import type { Column } from '../../columns/column.ts'
import type { Chunk, Feed } from './feed.ts'
import type { OperatorLabel } from './operators-of.ts'

const once = (chunk: Chunk): Feed => {
  let given = false
  return {
    form: chunk.form,
    next: () => {
      if (given) return undefined
      given = true
      return chunk
    },
  }
}

export const rowsFeed = (rows: readonly unknown[]): Feed => once({ form: 'rows', s: rows })

export const iteratorFeed = (iterator: Iterator<unknown>, maker: OperatorLabel): Feed => ({
  ...once({ form: 'iterator', s: iterator }),
  maker,
})

export const pairsFeed = (keys: readonly unknown[], values: Column): Feed =>
  once({ form: 'pairs', s: keys, vs: values })

/** Bytes become text chunk by chunk, when the loop is ready for them. */
export const linesFeed = (
  chunks: readonly LineChunk[],
  decode: (bytes: Uint8Array) => string = decodeChunk,
): Feed => {
  let i = 0
  return {
    form: 'lines',
    next: () => {
      const chunk = chunks[i++]
      return chunk === undefined ? undefined : { form: 'lines', s: decode(chunk.bytes) }
    },
  }
}
