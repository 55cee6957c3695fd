/**
 * `latency.mjs PORT INTERVAL`: from a line's sending to the output of its batch's word count. Every line starts with
 * the time it was sent, which is one of its words and occurs once. Stops at the first empty batch after the first line.
 */
import { Milliseconds, SparkContext, StreamingContext } from 'tapstream'
import { wordFunctions } from './functions.mjs'

const [port, interval] = process.argv.slice(2).map(Number)
const { split, one, add } = wordFunctions(' ')
const now = () => Number(process.hrtime.bigint()) / 1e6
const ssc = new StreamingContext(new SparkContext('local[1]', 'latency'), Milliseconds(interval))
const delays = []
ssc
  .socketTextStream('127.0.0.1', port)
  .flatMap(split)
  .map(one)
  .reduceByKey(add)
  .foreachRDD(async (rdd) => {
    const counts = await rdd.collect()
    const done = now()
    const sent = counts.map(([word]) => Number.parseFloat(word)).filter((time) => time > 0)
    for (const time of sent) delays.push(done - time)
    if (delays.length > 0 && sent.length === 0) await ssc.stop()
  })
ssc.start()
await ssc.awaitTermination()
console.log(`DELAYS ${JSON.stringify(delays.map((delay) => Math.round(delay * 100) / 100))}`)
