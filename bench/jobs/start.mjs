/**
 * The job of the cold start: both contexts, one batch of a queue, stop. `WAIT` is the time between start() and the
 * batch's own time, in which there is nothing to do.
 */
import { SparkContext, StreamingContext } from 'tapstream'

const sc = new SparkContext('local[1]', 'start')
const ssc = new StreamingContext(sc, 0.1)
let started = 0
let wait = 0
ssc
  .queueStream([sc.parallelize(['to be or not to be'])])
  .flatMap((line) => line.split(' '))
  .map((word) => [word, 1])
  .reduceByKey((a, b) => a + b)
  .foreachRDD(async (rdd, time) => {
    wait = Math.max(0, time.milliseconds - started)
    await rdd.collect()
    await ssc.stop()
  })
ssc.start()
started = Date.now()
await ssc.awaitTermination()
console.log(`WAIT ${wait}`)
