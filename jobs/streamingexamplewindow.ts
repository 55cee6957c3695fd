/**
 * Word count of the last 30 seconds, every 10 seconds.
 *
 *     sc = SparkContext("local[2]", "WindowWordCount")
 *     ssc = StreamingContext(sc, 1)
 *     ssc.checkpoint("checkpoint")
 *     lines = ssc.socketTextStream("localhost", 9999)
 *     pairs = lines.flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))
 *     counts = pairs.reduceByKeyAndWindow(lambda a, b: a + b, lambda a, b: a - b, 30, 10)
 *     counts.pprint()
 *     ssc.start()
 *     ssc.awaitTermination()
 */
import { args, SparkContext, StreamingContext } from 'tapstream'

const [host = 'localhost', port = 9999] = args._

const sc = new SparkContext('local[2]', 'WindowWordCount')
const ssc = new StreamingContext(sc, 1)
ssc.checkpoint('checkpoint')
const lines = ssc.socketTextStream(String(host), Number(port))
const pairs = lines.flatMap((line) => line.split(' ')).map((word) => [word, 1])
const counts = pairs.reduceByKeyAndWindow(
  (a, b) => a + b,
  (a, b) => a - b,
  30,
  10,
)
counts.pprint()
ssc.start()
await ssc.awaitTermination()
