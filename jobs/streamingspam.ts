/**
 * Word count without the words of a spam list: each batch is joined with an RDD that was made before the stream began.
 *
 *     counts = pairs.reduceByKey(lambda a, b: a + b)
 *     spam = sc.parallelize([(word, True) for word in ["casino", "lottery", "prize", "winner"]])
 *     clean = counts.transform(
 *         lambda rdd: rdd.leftOuterJoin(spam)
 *             .filter(lambda pair: pair[1][1] is None)
 *             .mapValues(lambda value: value[0]))
 *     clean.pprint()
 */
import { args, pair, SparkContext, StreamingContext } from 'tapstream'

const [host = 'localhost', port = 9999] = args._

const sc = new SparkContext('local[2]', 'SpamFilter')
const ssc = new StreamingContext(sc, 1)
const spam = sc.parallelize(
  ['casino', 'lottery', 'prize', 'winner'].map((word) => pair(word, true)),
)
const lines = ssc.socketTextStream(String(host), Number(port))
const counts = lines
  .flatMap((line) => line.split(' '))
  .map((word) => [word, 1])
  .reduceByKey((a, b) => a + b)
const clean = counts.transform((rdd) =>
  rdd
    .leftOuterJoin(spam)
    .filter(([, [, isSpam]]) => isSpam === null)
    .mapValues(([count]) => count),
)
clean.pprint()
ssc.start()
await ssc.awaitTermination()
