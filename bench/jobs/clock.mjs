/**
 * `clock.mjs INTERVAL BUSY TICKS`: how late each batch begins, with BUSY ms of work in it as one call of a user's
 * function.
 */
import { Milliseconds, SparkContext, StreamingContext } from 'tapstream'
import { busy } from '../hand/busy.mjs'

const [interval, work, count] = process.argv.slice(2).map(Number)
const sc = new SparkContext('local[1]', 'clock')
const ssc = new StreamingContext(sc, Milliseconds(interval))
const late = []
ssc
  .queueStream([], true, sc.parallelize([work]))
  .map((ms) => {
    busy(ms)
    return ms
  })
  .foreachRDD(async (rdd, time) => {
    late.push(Date.now() - time.milliseconds)
    await rdd.collect()
    if (late.length === count) await ssc.stop()
  })
ssc.start()
await ssc.awaitTermination()
console.log(`LATE ${JSON.stringify(late)}`)
