/**
 * `endurance.mjs WHAT BATCHES STEPS FOLDER`: a word count per batch (`batch`) or over a window of two batches
 * (`window`), on the manual clock. `COMPILED` says how many stages were compiled in the first three batches and in all;
 * `HEAP` what was alive after each of STEPS equal parts. A window of two has met all its cases after three batches.
 */
import { wordFunctions } from './functions.mjs'
import { manualJob } from './manual-clock.mjs'

const [what, batches, steps, folder] = process.argv.slice(2)
const { split, one, add, subtract } = wordFunctions(' ')
const { clock, sc, ssc, lines } = manualJob('endurance')
let compiled = 0
sc.events.on((event) => {
  if (event.type === 'StageCompiled') compiled++
})
const pairs = lines.flatMap(split).map(one)
const counts =
  what === 'window' ? pairs.reduceByKeyAndWindow(add, subtract, 2, 1) : pairs.reduceByKey(add)
counts.foreachRDD(async (rdd) => void (await rdd.collect()))
ssc.checkpoint(folder)
ssc.start()
await clock.advance(3)
const first = compiled

const heap = []
for (let step = 0; step < Number(steps); step++) {
  await clock.advance(Math.ceil(Number(batches) / Number(steps)))
  globalThis.gc()
  heap.push(process.memoryUsage().heapUsed)
}
console.log(`COMPILED ${JSON.stringify([first, compiled])}`)
console.log(`HEAP ${JSON.stringify(heap)}`)
await ssc.stop()
