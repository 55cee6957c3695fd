/**
 * The lines of the files that appear in a folder, second by second.
 *
 *     sc = SparkContext("local[2]", "LogFiles")
 *     ssc = StreamingContext(sc, 1)
 *     lines = ssc.textFileStream("/tapvolume/")
 *     lines.pprint()
 *     ssc.start()
 *     ssc.awaitTermination()
 */
import { existsSync, mkdirSync } from 'node:fs'
import { args, SparkContext, StreamingContext } from 'tapstream'

const [given] = args._
const folder = given === undefined ? './tapvolume' : String(given)
if (given === undefined && !existsSync(folder)) mkdirSync(folder)

const sc = new SparkContext('local[2]', 'LogFiles')
const ssc = new StreamingContext(sc, 1)
const lines = ssc.textFileStream(folder)
lines.pprint()
ssc.start()
await ssc.awaitTermination()
