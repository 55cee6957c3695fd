import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Millis } from '../../core/duration.ts'
import { Time } from '../../core/time.ts'
import type { DStream } from '../dstream.ts'
import { BatchQueue, MOST_WAITING, type StreamBatch } from './batch-queue.ts'
import { foreachRDD } from './foreach-rdd.ts'

const UNREAD =
  `${MOST_WAITING} batches wait for a loop that reads them, and the job waits with them.\n` +
  '  Fix: read them:   for await (const { time, elements } of stream.batches()) …'

/** An output operation that hands each completed batch to a loop. */
export const batches = (
  stream: DStream<unknown>,
  site: CallSite | undefined,
): BatchQueue<unknown> => {
  const { ssc } = stream
  const { events } = ssc
  const queue = new BatchQueue<unknown>({
    unread: () =>
      events.post({ type: 'Notice', once: `batches ${site?.line}`, text: UNREAD, site }),
    took: (error) => ssc.tookError(error),
  })
  /** Made, but its batch has not completed. */
  const made = new Map<Millis, StreamBatch<unknown>>()
  foreachRDD(stream, 'batches', site, async (rdd, at) => {
    if (await queue.room()) made.set(at, { time: new Time(at), elements: await rdd.collect() })
  })
  const leave = events.on((event) => {
    if (event.type === 'StreamingStopped') leave()
    if (event.type !== 'BatchCompleted') return
    const { batchTime } = event.batch
    const batch = made.get(batchTime)
    made.delete(batchTime)
    if (batch !== undefined) queue.put(batch)
  })
  ssc.addReader(queue)
  return queue
}
