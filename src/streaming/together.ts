import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP407 } from '../core/errors/tap407.ts'
import { span } from '../core/errors/words.ts'
import type { Millis } from '../core/duration.ts'
import { RDD } from '../rdd/index.ts'
import { within } from '../rdd/plan/identity.ts'
import type { RddNode } from '../rdd/plan/nodes.ts'
import { defineStream, type StreamSpec } from './define.ts'
import { DStream } from './dstream.ts'
import type { AnyRDD, Batch, RddOf } from './graph/stream-node.ts'

/** What an operator puts together: streams, and RDDs, which are the same in every batch. */
export type Side = DStream<unknown> | AnyRDD

const streamsOf = (sides: readonly Side[]): DStream<unknown>[] =>
  sides.filter((side) => side instanceof DStream)

/** At least one stream, all of one context, and all with one slide (TAP407). */
const checkTogether = (
  sides: readonly Side[],
  operator: string,
  site: CallSite | undefined,
): void => {
  const [first] = streamsOf(sides)
  const refuse = (reason: string): never => {
    throw TAP407({ operator, site, reason })
  }
  for (const side of sides) {
    const isStream = side instanceof DStream
    if (!isStream && !(side instanceof RDD))
      return refuse('one of them is neither a stream nor an RDD')
    if (first === undefined) continue
    const apart = isStream ? side.ssc !== first.ssc : side.context !== first.ssc.sparkContext
    if (apart) return refuse('they belong to different contexts')
    if (isStream && side.slideDuration !== first.slideDuration) {
      return refuse(`their slides are ${span(first.slideDuration)} and ${span(side.slideDuration)}`)
    }
  }
  if (first === undefined) return refuse('no stream was given')
}

/** The RDDs of all sides at a time, an empty one for a stream that has none; null when no stream has any. */
const rddsOf = async (
  sides: readonly Side[],
  time: Millis,
  of: RddOf,
): Promise<AnyRDD[] | null> => {
  const found = await Promise.all(
    sides.map(async (side) => (side instanceof DStream ? of(side.node, time) : side)),
  )
  if (sides.every((side, i) => !(side instanceof DStream) || found[i] === null)) return null
  return found.map((rdd, i) => rdd ?? (sides[i] as DStream<unknown>).ssc.sparkContext.emptyRDD())
}

/** A stream whose RDD at a time is made of those of several sides, at least one of which is a stream. */
export const together = <T>(
  sides: readonly Side[],
  name: string,
  site: CallSite | undefined,
  f: (rdds: readonly AnyRDD[], time: Millis) => Batch | Promise<Batch>,
): DStream<T> => {
  checkTogether(sides, name, site)
  const streams = streamsOf(sides)
  const { ssc, node } = streams[0]!
  const spec: StreamSpec = {
    name,
    site,
    parents: streams.map((side) => side.node),
    slide: node.slide,
    compute: async (time, of) => {
      const rdds = await rddsOf(sides, time, of)
      return rdds === null ? null : within(stream.node.identity, () => f(rdds, time))
    },
  }
  const stream: DStream<T> = defineStream<T>(ssc, spec)
  return stream
}

/** The same, from plan to plan. */
export const nodesTogether = <T>(
  sides: readonly Side[],
  name: string,
  site: CallSite | undefined,
  f: (nodes: readonly RddNode[]) => RddNode,
): DStream<T> =>
  together<T>(sides, name, site, (rdds) => new RDD(rdds[0]!.context, f(rdds.map((r) => r.node))))
