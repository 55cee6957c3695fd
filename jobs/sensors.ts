/**
 * The running mean of every sensor, from lines of `sensor value`. A sensor that was silent for a minute is forgotten,
 * and its last mean is told once more. PySpark has no mapWithState; in Scala:
 *
 *     val mean = (sensor: String, value: Option[Double], state: State[(Long, Double)]) => {
 *       val (n, sum) = state.getOption.getOrElse((0L, 0.0))
 *       if (state.isTimingOut) (sensor, "silent", sum / n)
 *       else {
 *         state.update((n + 1, sum + value.get))
 *         (sensor, "mean", (sum + value.get) / (n + 1))
 *       }
 *     }
 *     readings.mapWithState(StateSpec.function(mean _).timeout(Seconds(60))).print()
 */
import { args, SparkContext, type State, StateSpec, StreamingContext } from 'tapstream'

const [host = 'localhost', port = 9999] = args._

type Readings = readonly [count: number, sum: number]

const mean = (sensor: string, value: number | undefined, state: State<Readings>) => {
  const [n, sum] = state.getOption() ?? [0, 0]
  if (value === undefined) return [sensor, 'silent', sum / n]
  state.update([n + 1, sum + value])
  return [sensor, 'mean', (sum + value) / (n + 1)]
}

const sc = new SparkContext('local[2]', 'Sensors')
const ssc = new StreamingContext(sc, 1)
ssc.checkpoint('checkpoint')
const readings = ssc
  .socketTextStream(String(host), Number(port))
  .map((line) => line.split(' '))
  .filter(([sensor, value]) => sensor !== '' && Number.isFinite(Number(value ?? '?')))
  .map(([sensor = '', value]) => [sensor, Number(value)])
readings.mapWithState(StateSpec.function(mean).timeout('60 seconds')).pprint()
ssc.start()
await ssc.awaitTermination()
