/** `sort.mjs LENGTH MASTER`: pairs by their keys, collected. `LONGEST` is how long the event loop was held up. */
import { SparkContext } from 'tapstream'
import { orderSum, randomPairs } from '../hand/random-pairs.mjs'
import { report } from '../hand/report.mjs'

const [length, master] = process.argv.slice(2)
const pairs = randomPairs(Number(length))
const sc = new SparkContext(master, 'sort')
let longest = 0
let last = performance.now()
let done = false
const turn = () => {
  const now = performance.now()
  longest = Math.max(longest, now - last)
  last = now
  if (!done) setImmediate(turn)
}
const started = performance.now()
setImmediate(turn)
const rdd = sc.parallelize(pairs).sortByKey()
const collected = await rdd.collect()
const took = performance.now() - started
done = true
turn()
console.log(`LONGEST ${longest.toFixed(1)}`)
report(orderSum(collected), performance.now() - took)
await sc.stop()
