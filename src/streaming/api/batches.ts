import { extend } from '../../core/extend.ts'
import { callSite } from '../../closure/call-site.ts'
import { DStream } from '../dstream.ts'
import type { StreamBatch } from '../operators/batch-queue.ts'
import { batches } from '../operators/batches.ts'

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * The batches of this stream, one by one as they complete, for a loop: `{ time, elements }`. An output operation, so
     * it is asked for before the start, once per loop. The loop ends when the context has stopped and all was read; it
     * rejects with the error of a batch, as `awaitTermination` does. Leaving it (`break`) lets the job go on.
     * A slow loop holds up the job only when 16 batches wait for it: then the next one waits, and its sources with it.
     * @throws TAP103 after the start
     * @example
     * const batches = ssc.queueStream([['a'], ['b', 'c']]).batches()
     * ssc.start()
     * for await (const { time, elements } of batches) {
     *   console.log(time.format(), elements)   // 2013-01-01 12:27:10 [ 'a' ]
     *   if (elements.length === 2) await ssc.stop()
     * }
     */
    batches(): AsyncIterableIterator<StreamBatch<T>>
  }
}

extend(DStream, {
  batches(this: DStream<unknown>) {
    return batches(this, callSite())
  },
})
