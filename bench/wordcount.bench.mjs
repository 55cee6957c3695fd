/**
 * Word count over 200 MB: at most 0.80 of the time of the hand-written Node loop, at most 7 times that of C.
 * The lines "with start" count the whole process.
 */
import { zipfFile } from './lib/data.mjs'
import { fileBench } from './lib/file-bench.mjs'
import { readOptions } from './lib/options.mjs'

const options = readOptions({ size: 200e6 })
const bench = {
  name: 'wordcount',
  title: `${options.size / 1e6} MB; hand-written: 64 KB reads, UTF-8 StringDecoder, split, Map`,
  path: zipfFile(options.size).path,
  script: 'word-count.mjs',
  c: 'word-count',
  toHand: 0.8,
  toC: 7,
}
await fileBench(bench, options)
