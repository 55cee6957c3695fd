import type { CallSite } from '../core/errors/tap-error.ts'
import type { Millis } from '../core/duration.ts'
import { within } from '../rdd/plan/identity.ts'
import { DStream } from './dstream.ts'
import type { AnyRDD, Batch, StreamNode } from './graph/stream-node.ts'
import type { StreamingContext } from './streaming-context.ts'

export type StreamSpec = Pick<StreamNode, 'name' | 'parents' | 'slide' | 'site' | 'compute'> &
  Partial<Pick<StreamNode, 'lookBack' | 'carries' | 'keyed' | 'saved'>>

/** The one constructor of streams: refuses what comes after the start (TAP103). */
export const defineStream = <T>(ssc: StreamingContext, spec: StreamSpec): DStream<T> => {
  ssc.checkOpen(`${spec.name}()`, spec.site)
  return new DStream<T>(ssc, ssc.graph.add({ lookBack: 0, carries: false, keyed: false, ...spec }))
}

/** A stream whose RDD at a time is made of its parent's, and is none where the parent has none. */
export const perBatch = <T>(
  parent: DStream<unknown>,
  name: string,
  site: CallSite | undefined,
  f: (rdd: AnyRDD, time: Millis) => Batch | Promise<Batch>,
  more: Partial<Pick<StreamNode, 'keyed' | 'saved'>> = {},
): DStream<T> => {
  const stream: DStream<T> = defineStream<T>(parent.ssc, {
    name,
    site,
    parents: [parent.node],
    slide: parent.node.slide,
    ...more,
    compute: async (time, of) => {
      const rdd = await of(parent.node, time)
      return rdd === null ? null : within(stream.node.identity, () => f(rdd, time))
    },
  })
  return stream
}
