import { TAP407 } from '../../core/errors/tap407.ts'
import type { GatherNode } from '../../rdd/plan/nodes.ts'
import type { Feed } from './feed.ts'
import { iteratorFeed, rowsFeed } from './feeds.ts'

type Rows = readonly (readonly unknown[])[]

const behindEachOther = (rows: Rows): Feed => {
  let i = 0
  return {
    form: 'rows',
    next: () => {
      const s = rows[i++]
      return s === undefined ? undefined : { form: 'rows', s }
    },
  }
}

const zipped = ({ name, site }: GatherNode, [left = [], right = []]: Rows): unknown[] => {
  if (left.length === right.length) return left.map((x, i) => [x, right[i]])
  const reason = `two of their partitions have ${left.length} and ${right.length} elements`
  throw TAP407({ operator: name, site, things: 'RDDs', reason })
}

// Pairs are made when they are asked for: there may be very many.
const product = function* ([left = [], right = []]: Rows): Generator<unknown> {
  for (const x of left) for (const y of right) yield [x, y]
}

/** The elements of a partition that is made of whole partitions. */
export const gatheredFeed = (node: GatherNode, rows: Rows): Feed => {
  if (node.how === 'concat') return behindEachOther(rows)
  if (node.how === 'zip') return rowsFeed(zipped(node, rows))
  const { name, identity, site } = node
  return iteratorFeed(product(rows), { name, kind: node.how, identity, site })
}
