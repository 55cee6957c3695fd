import type { CallSite } from '../../core/errors/tap-error.ts'
import { RDD } from '../../rdd/index.ts'
import type { Placement } from '../../rdd/partitioner.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import { own } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { WindowLengths } from './durations.ts'
import { reduceByKeyAndWindow } from './reduce-by-key-and-window.ts'

const NAME = 'countByValueAndWindow'

const one = (element: unknown): [unknown, number] => [element, 1]
const add = (a: number, b: number): number => a + b
const subtract = (a: number, b: number): number => a - b

/** How often each element is in the window; what has left it is gone. */
export const countByValueAndWindow = (
  parent: DStream<unknown>,
  lengths: WindowLengths,
  partitioner: Placement,
  site: CallSite | undefined,
): DStream<unknown> => {
  const pairing = own(one, 'one', site)
  const pairs = perBatch(
    parent,
    NAME,
    site,
    (rdd) => new RDD(rdd.context, narrow(rdd.node, NAME, 'map', 'element', pairing)),
  )
  const fn = own(add, 'add', site)
  const inverse = own(subtract, 'subtract', site)
  return reduceByKeyAndWindow(pairs, { name: NAME, fn, inverse, partitioner, lengths })
}
