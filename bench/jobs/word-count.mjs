/** `word-count.mjs FILE MASTER`: the word count of every ratio, through the public API. */
import { SparkContext } from 'tapstream'
import { report } from '../hand/report.mjs'
import { wordFunctions } from './functions.mjs'

const [path, master] = process.argv.slice(2)
const { split, one, add } = wordFunctions(' ')
const started = performance.now()
const sc = new SparkContext(master, 'word count')
const counts = await sc.textFile(path).flatMap(split).map(one).reduceByKey(add).collect()
const total = counts.reduce((sum, [, count]) => sum + count, 0)
report(`${counts.length} ${total}`, started)
await sc.stop()
