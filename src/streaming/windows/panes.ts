import type { KeySpace } from '../../columns/key-space.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Millis } from '../../core/duration.ts'
import { RDD } from '../../rdd/index.ts'
import type { RddNode } from '../../rdd/plan/nodes.ts'
import { perBatch } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { RddOf, SavedStream } from '../graph/stream-node.ts'

/** What a window keeps of a batch: pairs, as columns over the key space. */
export type Pane = (batch: RddNode, space: KeySpace) => RddNode

/** A pane of each batch, over one key space that all windows on it share. */
export const panesOf = (
  parent: DStream<unknown>,
  pane: Pane,
  saved: SavedStream,
  site: CallSite | undefined,
): DStream<unknown> => {
  const { space } = saved
  return perBatch(parent, 'panes', site, (rdd) => new RDD(rdd.context, pane(rdd.node, space)), {
    keyed: true,
    saved,
  })
}

/** The nodes of a pane stream at several times, where it has any. */
export const paneNodes = async (
  panes: DStream<unknown>,
  times: readonly Millis[],
  of: RddOf,
): Promise<RddNode[]> => {
  const rdds = await Promise.all(times.map((time) => of(panes.node, time)))
  return rdds.flatMap((rdd) => (rdd === null ? [] : [rdd.node]))
}
