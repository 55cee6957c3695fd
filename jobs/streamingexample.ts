/**
 * Word count of the lines that arrive in each second.
 *
 *     sc = SparkContext("local[2]", "NetworkWordCount")
 *     ssc = StreamingContext(sc, 1)
 *     lines = ssc.socketTextStream("localhost", 9999)
 *     words = lines.flatMap(lambda line: line.split(" "))
 *     counts = words.map(lambda word: (word, 1)).reduceByKey(lambda a, b: a + b)
 *     counts.pprint()
 *     ssc.start()
 *     ssc.awaitTermination()
 */
import { args, SparkContext, StreamingContext } from 'tapstream'

const [host = 'localhost', port = 9999] = args._

const sc = new SparkContext('local[2]', 'NetworkWordCount')
const ssc = new StreamingContext(sc, 1)
const lines = ssc.socketTextStream(String(host), Number(port))
const words = lines.flatMap((line) => line.split(' '))
const counts = words.map((word) => [word, 1]).reduceByKey((a, b) => a + b)
counts.pprint()
ssc.start()
await ssc.awaitTermination()
