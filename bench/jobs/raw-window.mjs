/**
 * `raw-window.mjs PORT LINES SECONDS`: a window of SECONDS over the lines of a socket, every second, in which the longest
 * line is looked for; until all LINES have come. `BASE` is the resident memory in MB before they came.
 */
import { SparkContext, StreamingContext } from 'tapstream'

const [port, expected, seconds] = process.argv.slice(2)
const ssc = new StreamingContext(new SparkContext('local[1]', 'raw window'), 1)
ssc
  .socketTextStream('127.0.0.1', Number(port))
  .window(Number(seconds), 1)
  .foreachRDD(async (rdd) => {
    const letters = rdd.map((line) => line.length)
    const [count, longest] = await letters.aggregate(
      [0, 0],
      ([n, most], length) => [n + 1, Math.max(most, length)],
      (a, b) => [a[0] + b[0], Math.max(a[1], b[1])],
    )
    if (count < Number(expected)) return
    console.log(`ANSWER ${count} ${longest}`)
    await ssc.stop()
  })
const base = process.memoryUsage().rss / 1e6
ssc.start()
console.log(`BASE ${base}`)
await ssc.awaitTermination()
