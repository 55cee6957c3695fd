/**
 * `keyed-window.mjs HOW KEYS WARM SLIDES FOLDER`: every batch has a value for each key; the sum per key over 30 batches,
 * every batch, with an inverse (`inverse`) or without (`plain`). Measured are SLIDES batches after WARM ones.
 */
import { SparkContext, StreamingContext } from 'tapstream'
import { ManualClock } from 'tapstream/testing'
import { report } from '../hand/report.mjs'
import { makeBatches, makeKeys } from '../lib/keyed-batches.mjs'
import { wordFunctions } from './functions.mjs'

const [how, keys, warm, slides, folder] = process.argv.slice(2)
const { add, subtract } = wordFunctions(' ')
const batches = makeBatches(makeKeys(Number(keys)), Number(keys), 7)
const clock = new ManualClock()
const sc = new SparkContext('local[1]', 'window')
const ssc = new StreamingContext(sc, 1, { clock })
const rdds = batches.map((batch) => sc.parallelize(batch, 1))
const queue = Array.from({ length: Number(warm) + Number(slides) }, (_, i) => rdds[i % 7])
let sum = 0
ssc
  .queueStream(queue)
  .reduceByKeyAndWindow(add, how === 'inverse' ? subtract : null, 30, 1)
  .foreachRDD(async (rdd) => {
    sum += await rdd.map(([, value]) => value).reduce(add)
  })
ssc.checkpoint(folder)
ssc.start()
await clock.advance(Number(warm))
const started = performance.now()
await clock.advance(Number(slides))
report(sum, started)
await ssc.stop()
