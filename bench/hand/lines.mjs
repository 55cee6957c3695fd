import { openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'

const BLOCK = 1 << 16

/**
 * Calls `eachBlock` with the lines of a file, block by block: the loop a good user writes who wants right UTF-8 across
 * block borders. Reads of 64 KB, `StringDecoder('utf8')`, `split('\n')`: the reference "hand-written" of every ratio.
 */
export const readLines = (path, eachBlock) => {
  const file = openSync(path, 'r')
  const block = Buffer.allocUnsafe(BLOCK)
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for (let size = readSync(file, block); size > 0; size = readSync(file, block)) {
    const lines = (rest + decoder.write(block.subarray(0, size))).split('\n')
    rest = lines.pop()
    eachBlock(lines)
  }
  rest += decoder.end()
  if (rest !== '') eachBlock([rest])
}
