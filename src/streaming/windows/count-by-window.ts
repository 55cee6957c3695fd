import type { CallSite } from '../../core/errors/tap-error.ts'
import { RDD } from '../../rdd/index.ts'
import { reduceByKey } from '../../rdd/operators/reduce-by-key.ts'
import { slicesNode } from '../../rdd/operators/slices.ts'
import { union } from '../../rdd/operators/union.ts'
import { hashed } from '../../rdd/partitioner.ts'
import { within } from '../../rdd/plan/identity.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { RddNode } from '../../rdd/plan/nodes.ts'
import { own } from '../../rdd/task.ts'
import { defineStream, perBatch } from '../define.ts'
import type { DStream } from '../dstream.ts'
import { count } from '../operators/count.ts'
import { updateStateByKey } from '../state/update-state-by-key.ts'
import type { WindowLengths } from './durations.ts'

const NAME = 'countByWindow'

const keyed = (n: number): [null, number] => [null, n]
const second = (pair: readonly [null, number]): number => pair[1]
const add = (a: number, b: number): number => a + b
const negative = (n: number): number => -n

/** All that came so far; nothing as long as nothing came. */
const grown = (counts: readonly number[], total: number | undefined): number | undefined => {
  const came = counts.reduce(add, 0)
  return came === 0 ? total : (total ?? 0) + came
}

/**
 * How many elements the window has: what had come at its end without what had come before its begin. Nothing before the
 * first element ever; then always one number, 0 for an empty window.
 */
export const countByWindow = (
  parent: DStream<unknown>,
  { length, slide }: WindowLengths,
  site: CallSite | undefined,
): DStream<unknown> => {
  const { ssc } = parent
  const pairing = own(keyed, 'keyed', site)
  const counts = perBatch(parent, NAME, site, (rdd) => {
    const counted = count(rdd.node, site)
    return new RDD(rdd.context, narrow(counted, NAME, 'map', 'element', pairing))
  })
  const totals = updateStateByKey(counts, {
    name: NAME,
    update: own(grown, 'grown', site),
    partitioner: hashed(1),
    initial: undefined,
  })
  const [adding, minus] = [own(add, 'add', site), own(negative, 'negative', site)]
  const difference = (now: RddNode, before: RddNode | undefined): RddNode => {
    const less = before && narrow(before, NAME, 'map', 'value', minus, 'partitioner')
    const both = less === undefined ? now : union([now, less], NAME, site)
    const reduced = reduceByKey(both, adding, hashed(1), { name: NAME })
    return narrow(reduced, NAME, 'map', 'element', own(second, 'second', site))
  }
  const stream: DStream<unknown> = defineStream(ssc, {
    name: NAME,
    site,
    parents: [totals.node],
    slide,
    lookBack: length,
    compute: async (time, of) => {
      const now = await of(totals.node, time)
      const before = await of(totals.node, time - length)
      const node = within(stream.node.identity, () =>
        now === null ? slicesNode([[]], NAME, site) : difference(now.node, before?.node),
      )
      return new RDD(ssc.sparkContext, node)
    },
  })
  return stream
}
