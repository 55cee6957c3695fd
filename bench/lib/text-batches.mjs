/** Text for batches: the generated words cut into files of whole lines, each of about `bytes`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { zipfFile } from './data.mjs'
import { outFile } from './paths.mjs'

const NEWLINE = 10

/** The paths of `count` files; made once. */
export const textBatches = (count, bytes) => {
  const paths = Array.from({ length: count }, (_, i) =>
    outFile(`zipf-${bytes}-${i}-of-${count}.txt`),
  )
  if (!paths.every(existsSync)) cut(readFileSync(zipfFile(count * bytes).path), paths)
  return paths
}

const cut = (text, paths) => {
  let from = 0
  for (const [i, path] of paths.entries()) {
    const near = Math.floor((text.length * (i + 1)) / paths.length)
    const end = text.lastIndexOf(NEWLINE, near - 1) + 1
    writeFileSync(path, text.subarray(from, end))
    from = end
  }
}
