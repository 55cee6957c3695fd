/** `socket-word-count.mjs PORT`: word count per 1 s batch of a socket; at the end all counts of all batches added up. */
import { SparkContext, StreamingContext } from 'tapstream'
import { wordFunctions } from './functions.mjs'

const { split, one, add } = wordFunctions(' ')
const ssc = new StreamingContext(new SparkContext('local[1]', 'socket word count'), 1)
let total = 0
ssc
  .socketTextStream('127.0.0.1', Number(process.argv[2]))
  .flatMap(split)
  .map(one)
  .reduceByKey(add)
  .foreachRDD(async (rdd) => {
    for (const [, count] of await rdd.collect()) total += count
  })
ssc.start()
await ssc.awaitTermination()
console.log(`ANSWER ${total}`)
