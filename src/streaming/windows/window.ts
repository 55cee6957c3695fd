import { RDD } from '../../rdd/index.ts'
import { StorageLevel } from '../../rdd/storage-level.ts'
import { union } from '../../rdd/operators/union.ts'
import { within } from '../../rdd/plan/identity.ts'
import { slicesNode } from '../../rdd/operators/slices.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import { defineStream } from '../define.ts'
import type { DStream } from '../dstream.ts'
import { type WindowLengths, timesIn } from './durations.ts'

/** The parent's RDDs of the window, in time order. Partitions are those of all of them. */
export const window = (
  parent: DStream<unknown>,
  { length, slide }: WindowLengths,
  site: CallSite | undefined,
): DStream<unknown> => {
  const { ssc } = parent
  if (ssc.graph.levelOf(parent.node) === undefined) {
    ssc.graph.persist(parent.node, StorageLevel.MEMORY_ONLY)
  }
  const stream: DStream<unknown> = defineStream(ssc, {
    name: 'window',
    site,
    parents: [parent.node],
    slide,
    lookBack: length,
    compute: async (time, of) => {
      const times = timesIn(time - length, time, parent.node.slide, ssc.graph.zeroTime)
      const rdds = (await Promise.all(times.map((t) => of(parent.node, t)))).filter(
        (r) => r !== null,
      )
      const nodes = rdds.map((rdd) => rdd.node)
      const node = within(stream.node.identity, () =>
        nodes.length === 0 ? slicesNode([], 'window', site) : union(nodes, 'window', site),
      )
      return new RDD(ssc.sparkContext, node)
    },
  })
  return stream
}
