/**
 * Running word count since the start, seeded with hello and world.
 *
 *     sc = SparkContext("local[2]", "StatefulNetworkWordCount")
 *     ssc = StreamingContext(sc, 1)
 *     ssc.checkpoint("checkpoint")
 *     initial = sc.parallelize([("hello", 1), ("world", 1)])
 *     def update(new_values, last_sum):
 *         return sum(new_values) + (last_sum or 0)
 *     lines = ssc.socketTextStream("localhost", 9999)
 *     pairs = lines.flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))
 *     totals = pairs.updateStateByKey(update, initialRDD=initial)
 *     totals.pprint()
 *     ssc.start()
 *     ssc.awaitTermination()
 */
import { args, SparkContext, StreamingContext } from 'tapstream'

const [host = 'localhost', port = 9999] = args._

const sc = new SparkContext('local[2]', 'StatefulNetworkWordCount')
const ssc = new StreamingContext(sc, 1)
ssc.checkpoint('checkpoint')
const initial = sc.parallelize([
  ['hello', 1],
  ['world', 1],
])
const update = (values: number[], sum: number | undefined) =>
  values.reduce((a, b) => a + b, sum ?? 0)
const lines = ssc.socketTextStream(String(host), Number(port))
const pairs = lines.flatMap((line) => line.split(' ')).map((word) => [word, 1])
const totals = pairs.updateStateByKey(update, { initialRDD: initial })
totals.pprint()
ssc.start()
await ssc.awaitTermination()
