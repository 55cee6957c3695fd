/** `sort.mjs LENGTH`: pairs by their keys with Array's own sort and a comparator. */
import { orderSum, randomPairs } from './random-pairs.mjs'
import { report } from './report.mjs'

const pairs = randomPairs(Number(process.argv[2]))
const started = performance.now()
const sorted = pairs.toSorted((a, b) => a[0] - b[0])
const took = performance.now() - started
report(orderSum(sorted), performance.now() - took)
