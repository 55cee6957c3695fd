/**
 * `top-k.mjs WARM SLIDES FOLDER FILE…`: each batch is the text of one file; the 20 most frequent words of the last 30
 * batches, every batch, with an inverse. Measured are SLIDES batches after WARM ones.
 */
import { SparkContext, StreamingContext } from 'tapstream'
import { ManualClock } from 'tapstream/testing'
import { report } from '../hand/report.mjs'
import { wordFunctions } from './functions.mjs'

const [warm, slides, folder, ...files] = process.argv.slice(2)
const { split, one, add, subtract } = wordFunctions(' ')
const clock = new ManualClock()
const sc = new SparkContext('local[1]', 'top k')
const ssc = new StreamingContext(sc, 1, { clock })
const length = Number(warm) + Number(slides)
const queue = Array.from({ length }, (_, i) => sc.textFile(files[i % files.length], 1))
let sum = 0
ssc
  .queueStream(queue)
  .flatMap(split)
  .map(one)
  .reduceByKeyAndWindow(add, subtract, 30, 1)
  .foreachRDD(async (rdd) => {
    for (const [, count] of await rdd.top(20, ([, n]) => n)) sum += count
  })
ssc.checkpoint(folder)
ssc.start()
// A batch that failed must not pass for a fast one.
const ended = ssc.awaitTermination()
ended.catch(() => {})
await clock.advance(Number(warm))
const started = performance.now()
await clock.advance(Number(slides))
report(sum, started)
await ssc.stop()
await ended
