import type { CallSite } from '../../core/errors/tap-error.ts'
import { asGroup } from '../../core/group.ts'
import { RDD } from '../../rdd/index.ts'
import { groupByKey } from '../../rdd/operators/group-by-key.ts'
import type { Placement } from '../../rdd/partitioner.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import { own } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { WindowLengths } from './durations.ts'
import { windowed } from './windowed.ts'

const NAME = 'groupByKeyAndWindow'

/** A list may be that of a pane, which other windows read: the user gets one of their own. */
const listed = (values: readonly unknown[]): unknown[] => asGroup([...values])

/** All values of each key of the window as a list, in the order of time. */
export const groupByKeyAndWindow = (
  parent: DStream<unknown>,
  lengths: WindowLengths,
  partitioner: Placement,
  site: CallSite | undefined,
): DStream<unknown> => {
  const lists = windowed(parent, {
    name: NAME,
    site,
    lengths,
    partitioner,
    pane: (batch, space) => groupByKey(batch, partitioner, site, { name: NAME, space }),
    fn: undefined,
  })
  const fn = own(listed, 'list', site)
  return perBatch(
    lists,
    NAME,
    site,
    (rdd) => new RDD(rdd.context, narrow(rdd.node, NAME, 'map', 'value', fn, 'partitioner')),
  )
}
