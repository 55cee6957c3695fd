/** What the jobs on the manual clock share: a context, and a stream that gives the same two lines in every batch. */
import { SparkContext, StreamingContext } from 'tapstream'
import { ManualClock } from 'tapstream/testing'

const LINES = ['to be or not to be', 'that is the question']

export const manualJob = (name) => {
  const clock = new ManualClock()
  const sc = new SparkContext('local[1]', name)
  const ssc = new StreamingContext(sc, 1, { clock })
  return { clock, sc, ssc, lines: ssc.queueStream([], true, sc.parallelize(LINES)) }
}
