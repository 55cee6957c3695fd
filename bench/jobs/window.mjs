/** `window.mjs BATCHES`: a windowed word count (30 s, every 10 s, with inverse) over BATCHES seconds of the manual clock. */
import { report } from '../hand/report.mjs'
import { wordFunctions } from './functions.mjs'
import { manualJob } from './manual-clock.mjs'

const { split, one, add, subtract } = wordFunctions(' ')
const batches = Number(process.argv[2])
const { clock, ssc, lines } = manualJob('windowed word count')
let words = 0
lines
  .flatMap(split)
  .map(one)
  .reduceByKeyAndWindow(add, subtract, 30, 10)
  .foreachRDD(async (rdd) => {
    for (const [, count] of await rdd.collect()) words += count
  })
ssc.checkpoint(process.argv[3])
ssc.start()
const started = performance.now()
await clock.advance(batches)
report(words, started)
await ssc.stop()
