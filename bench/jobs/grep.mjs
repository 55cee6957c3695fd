/** `grep.mjs FILE NEEDLE MASTER`: matching lines counted through the public API. */
import { SparkContext } from 'tapstream'
import { report } from '../hand/report.mjs'
import { contains } from './functions.mjs'

const [path, needle, master] = process.argv.slice(2)
const started = performance.now()
const sc = new SparkContext(master, 'grep')
const matches = await sc.textFile(path).filter(contains(needle)).count()
report(matches, started)
await sc.stop()
