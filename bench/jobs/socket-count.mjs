/**
 * `socket-count.mjs PORT LINES MASTER`: lines of a socket to count(), until LINES have been counted. The time runs from
 * start() to the output of the batch that completes them. Batches are short, so that waiting for the last one is a
 * small part of it, and so that what is buffered stays under the bound of a receiver.
 */
import { SparkContext, StreamingContext } from 'tapstream'
import { report } from '../hand/report.mjs'

const [port, expected, master] = process.argv.slice(2)
const ssc = new StreamingContext(new SparkContext(master, 'socket count'), 0.1)
let started = 0
let lines = 0
ssc
  .socketTextStream('127.0.0.1', Number(port))
  .count()
  .foreachRDD(async (rdd) => {
    for (const count of await rdd.collect()) lines += count
    if (lines < Number(expected)) return
    report(lines, started)
    await ssc.stop()
  })
started = performance.now()
ssc.start()
await ssc.awaitTermination()
