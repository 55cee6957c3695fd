/**
 * The five happiest words of every 5 seconds: words are joined with a list of `word<TAB>sentiment` lines (`--list
 * file`, by default a small one that lies beside this job), and sentiment times count decides.
 *
 *     sentiments = sc.textFile("sentiments.txt").map(lambda line: tuple(line.split("\t")))
 *     counts = words.map(lambda word: (word, 1)).reduceByKey(lambda a, b: a + b)
 *     happiest = counts.transform(lambda rdd: sentiments.join(rdd)) \
 *         .map(lambda p: (float(p[1][0]) * p[1][1], p[0])) \
 *         .transform(lambda rdd: rdd.sortByKey(False))
 *     happiest.pprint(5)
 */
import { fileURLToPath } from 'node:url'
import { args, SparkContext, StreamingContext } from 'tapstream'

const [host = 'localhost', port = 9999] = args._
const { list } = args
const beside = fileURLToPath(new URL('data/sentiments.txt', import.meta.url))

const sc = new SparkContext('local[2]', 'NetworkWordJoinSentiments')
const ssc = new StreamingContext(sc, 5)
const sentiments = sc.textFile(typeof list === 'string' ? list : beside).map((line) => {
  const [word = '', sentiment] = line.split('\t')
  return [word, Number(sentiment)]
})
const counts = ssc
  .socketTextStream(String(host), Number(port))
  .flatMap((line) => line.split(' '))
  .map((word) => [word, 1])
  .reduceByKey((a, b) => a + b)
const happiest = counts
  .transform((rdd) => sentiments.join(rdd))
  .map(([word, [sentiment, count]]) => [sentiment * count, word])
  .transform((rdd) => rdd.sortByKey(false))
happiest.pprint(5)
ssc.start()
await ssc.awaitTermination()
