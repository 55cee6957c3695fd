/**
 * `turning.mjs HOW BATCHES STEPS FOLDER`: 1,000 keys per batch, of which 950 never come again, on the manual clock.
 * `update`: updateStateByKey that ends keys idle for 30 batches; `window`: sums over 30 batches with an inverse; `map`:
 * mapWithState with a timeout of 30 batches. `HEAP` says what was alive after each of STEPS equal parts, `KEYS` how many
 * keys there were then.
 */
import { setTimeout } from 'node:timers/promises'
import { SparkContext, StateSpec, StreamingContext } from 'tapstream'
import { ManualClock } from 'tapstream/testing'
import { sumFunctions, wordFunctions } from './functions.mjs'

const [how, batches, steps, folder] = process.argv.slice(2)
const IDLE = 30
const [STAYING, PASSING] = [50, 950]
const { add, subtract } = wordFunctions(' ')
const clock = new ManualClock()
const sc = new SparkContext('local[1]', 'turning keys')
const ssc = new StreamingContext(sc, 1, { clock })
const queue = []
const pairs = ssc.queueStream(queue)

/** A running count, and for how many batches the key has been idle. */
const unlessIdle = (values, state) => {
  const idle = values.length === 0 ? (state?.idle ?? 0) + 1 : 0
  return idle >= IDLE ? undefined : { count: (state?.count ?? 0) + values.length, idle }
}

const { touch } = sumFunctions(0)
const unlessTimingOut = (key, value, state) =>
  state.isTimingOut() ? [key, -1] : touch(key, value, state)

const streams = {
  update: () => pairs.updateStateByKey(unlessIdle, 1),
  window: () => pairs.reduceByKeyAndWindow(add, subtract, IDLE, 1, 1),
  map: () => {
    const spec = StateSpec.function(unlessTimingOut).timeout(IDLE).numPartitions(1)
    return pairs.mapWithState(spec).stateSnapshots()
  },
}
let keys = 0
streams[how]().foreachRDD(async (rdd) => void (keys = await rdd.count()))
ssc.checkpoint(folder)
ssc.start()
// A batch that failed must not pass for a fast one.
const ended = ssc.awaitTermination()
ended.catch(() => {})

/** Of what a first collection finds dead, some is let go only in the turn after it. */
const afterCollection = async () => {
  globalThis.gc()
  await setTimeout(50)
  globalThis.gc()
  return process.memoryUsage()
}

let batch = 0
const advance = async (count) => {
  for (let i = 0; i < count; i++, batch++) {
    const passing = Array.from({ length: PASSING }, (_, k) => [`passing key ${batch} ${k}`, 1])
    const staying = Array.from({ length: STAYING }, (_, k) => [`staying key ${k}`, 1])
    queue.push(sc.parallelize([...staying, ...passing], 1))
    await clock.advance(1)
  }
}

// Until as many keys go as come.
await advance(2 * IDLE)
const [heap, alive] = [[], []]
for (let step = 0; step < Number(steps); step++) {
  await advance(Math.ceil(Number(batches) / Number(steps)))
  const { heapUsed, arrayBuffers } = await afterCollection()
  heap.push(heapUsed + arrayBuffers)
  alive.push(keys)
}
console.log(`HEAP ${JSON.stringify(heap)}`)
console.log(`KEYS ${JSON.stringify(alive)}`)
await ssc.stop()
await ended
