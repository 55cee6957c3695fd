/**
 * Words that came more often in this batch than they did historically: a stream joined with counts from a file of
 * `word count` lines (`--history file`, by default a small one that lies beside this job).
 *
 *     history = sc.textFile("historic-counts.txt").map(lambda line: line.split(" ")).map(lambda p: (p[0], int(p[1])))
 *     counts.transform(lambda rdd: rdd.join(history)) \
 *         .filter(lambda pair: pair[1][0] > pair[1][1]) \
 *         .pprint()
 */
import { fileURLToPath } from 'node:url'
import { args, SparkContext, StreamingContext } from 'tapstream'

const [host = 'localhost', port = 9999] = args._
const { history } = args
const beside = fileURLToPath(new URL('data/historic-counts.txt', import.meta.url))

const sc = new SparkContext('local[2]', 'HistoricCounts')
const ssc = new StreamingContext(sc, 1)
const historicCounts = sc.textFile(typeof history === 'string' ? history : beside).map((line) => {
  const [word = '', count] = line.split(' ')
  return [word, Number(count)]
})
const counts = ssc
  .socketTextStream(String(host), Number(port))
  .flatMap((line) => line.split(' '))
  .map((word) => [word, 1])
  .reduceByKey((a, b) => a + b)
counts
  .join(historicCounts)
  .filter(([, [count, historic]]) => count > historic)
  .pprint()
ssc.start()
await ssc.awaitTermination()
