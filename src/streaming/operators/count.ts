import type { CallSite } from '../../core/errors/tap-error.ts'
import { hashed } from '../../rdd/partitioner.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { RddNode } from '../../rdd/plan/nodes.ts'
import { shuffle } from '../../rdd/plan/shuffle.ts'
import { own } from '../../rdd/task.ts'

const add = (a: number, b: number): number => a + b
const second = (pair: readonly [null, unknown]): unknown => pair[1]

/** The number of elements as an RDD of one partition and one element, 0 when there is none. */
export const count = (parent: RddNode, site: CallSite | undefined): RddNode =>
  narrow(
    shuffle(parent, {
      name: 'count',
      partitioner: hashed(1),
      site,
      combine: { kind: 'count', combiners: own(add, 'add', site) },
    }),
    'count',
    'map',
    'element',
    own(second, 'second', site),
  )
