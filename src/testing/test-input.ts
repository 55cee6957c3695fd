import { RDD } from '../rdd/index.ts'
import { sliced, slicesNode } from '../rdd/operators/slices.ts'
import { defineStream } from '../streaming/define.ts'
import type { DStream } from '../streaming/index.ts'
import type { StreamingContext } from '../streaming/index.ts'

/** A replayable input: batch k has the k-th array, in so many partitions; null makes no RDD. */
export const testInput = (
  ssc: StreamingContext,
  data: readonly (readonly unknown[] | null)[],
  partitions: number,
): DStream<unknown> => {
  const site = undefined
  return defineStream(ssc, {
    name: 'testInput',
    site,
    parents: [],
    slide: ssc.batchDuration,
    compute: (time) => {
      const batch = data[(time - ssc.graph.zeroTime) / ssc.batchDuration - 1]
      if (batch === null) return null
      const slices = sliced(batch ?? [], partitions)
      return new RDD(ssc.sparkContext, slicesNode(slices, 'testInput', site))
    },
  })
}
