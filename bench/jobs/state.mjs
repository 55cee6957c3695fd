/**
 * `state.mjs HOW KEYS TOUCHED WARM BATCHES FOLDER`: a running sum for each of KEYS keys, of which a batch touches TOUCHED,
 * by updateStateByKey (`scan`) or mapWithState (`delta`). Measured are BATCHES batches after WARM ones; the answer is the
 * sum of all states after them (`scan`) or of all that was put out (`delta`).
 */
import { SparkContext, StateSpec, StreamingContext } from 'tapstream'
import { ManualClock } from 'tapstream/testing'
import { report } from '../hand/report.mjs'
import { keyOf, makeTouches } from '../lib/state-batches.mjs'
import { sumFunctions, wordFunctions } from './functions.mjs'

const [how, keys, touched, warm, batches, folder] = process.argv.slice(2)
/** What is measured is the state, and not how it is written to the disk. */
const RARELY = 3600
const { update, touch } = sumFunctions(0)
const { add } = wordFunctions(' ')
const clock = new ManualClock()
const sc = new SparkContext('local[1]', 'state')
const ssc = new StreamingContext(sc, 1, { clock })
const touches = makeTouches(Number(keys), Number(touched), 7).map((pairs) =>
  sc.parallelize(pairs, 1),
)
const queue = Array.from({ length: Number(warm) + Number(batches) }, (_, i) => touches[i % 7])
const initial = sc.range(0, Number(keys), 1, 1).map((number) => [keyOf(number), 0])
const stream = ssc.queueStream(queue)

let state
let emitted = 0
if (how === 'scan') {
  stream
    .updateStateByKey(update, 1, initial)
    .checkpoint(RARELY)
    .foreachRDD((rdd) => void (state = rdd))
} else {
  stream
    .mapWithState(StateSpec.function(touch).initialState(initial).numPartitions(1))
    .checkpoint(RARELY)
    .foreachRDD(async (rdd) => {
      emitted += await rdd.map(([, sum]) => sum).reduce(add)
    })
}
ssc.checkpoint(folder)
ssc.start()
// A batch that failed must not pass for a fast one.
const ended = ssc.awaitTermination()
ended.catch(() => {})
await clock.advance(Number(warm))
const started = performance.now()
await clock.advance(Number(batches))
const ms = performance.now() - started
const answer = how === 'scan' ? await state.map(([, sum]) => sum).reduce(add) : emitted
report(answer, performance.now() - ms)
await ssc.stop()
await ended
