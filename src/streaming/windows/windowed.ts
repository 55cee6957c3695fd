import type { CallSite } from '../../core/errors/tap-error.ts'
import { span } from '../../core/errors/words.ts'
import { KeySpace } from '../../columns/key-space.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { Millis } from '../../core/duration.ts'
import type { Placement } from '../../rdd/partitioner.ts'
import { RDD } from '../../rdd/index.ts'
import { within } from '../../rdd/plan/identity.ts'
import { slicesNode } from '../../rdd/operators/slices.ts'
import { merge, slide as slideNode } from '../../rdd/plan/keyed.ts'
import type { AnyFunction, RddNode } from '../../rdd/plan/nodes.ts'
import { defineStream } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { RddOf } from '../graph/stream-node.ts'
import { type WindowLengths, timesIn } from './durations.ts'
import { type Pane, paneNodes, panesOf } from './panes.ts'
import { twoStacks } from './two-stacks.ts'

/** Above so many panes merging all of them for every slide costs more than two stacks of merged ones. */
export const MANY_PANES = 30

export interface Windowing {
  readonly name: string
  readonly site: CallSite | undefined
  readonly lengths: WindowLengths
  readonly partitioner: Placement
  readonly pane: Pane
  /** Puts values of one key together; undefined: they are lists. */
  readonly fn: TaskFunction<AnyFunction> | undefined
  readonly inverse?: TaskFunction<AnyFunction> | undefined
}

/**
 * One value per key of the window. With an inverse the window is made from the one before it: what left is undone,
 * what came is added. Without one its panes are merged, in their order.
 */
export const windowed = (
  parent: DStream<unknown>,
  { name, site, lengths, partitioner, pane, fn, inverse }: Windowing,
): DStream<unknown> => {
  const { ssc } = parent
  const { sparkContext } = ssc
  const { length, slide } = lengths
  const space = new KeySpace()
  const { slide: step } = parent.node
  const shape = `window of ${span(length)} every ${span(slide)}`
  // Where windows do not overlap, what lies between them is not looked at.
  const needed = (time: Millis): boolean => {
    const sinceZero = time - ssc.graph.zeroTime
    return sinceZero > Math.ceil(sinceZero / slide) * slide - length
  }
  const panes = panesOf(parent, pane, { kind: 'panes', space, partitioner, shape, needed }, site)
  const empty = (): RddNode =>
    slicesNode(
      Array.from({ length: partitioner.numPartitions }, () => []),
      name,
      site,
    )
  const inWindow = (time: Millis): Millis[] =>
    timesIn(time - length, time, step, ssc.graph.zeroTime)

  const whole = async (time: Millis, of: RddOf): Promise<RddNode> => {
    const nodes = await paneNodes(panes, inWindow(time), of)
    return within(stream.node.identity, () =>
      nodes.length === 0 ? empty() : merge(nodes, name, fn, site),
    )
  }

  // Lists are as long as the window however they are made: merged ones would only be kept beside them.
  const stacks = fn !== undefined && inverse === undefined && slide < length
  if (stacks && length / step > MANY_PANES) return twoStacks(panes, { fn, lengths, empty, name })

  const stream: DStream<unknown> = defineStream(ssc, {
    name,
    site,
    parents: [panes.node],
    slide,
    lookBack: length,
    carries: inverse !== undefined,
    keyed: true,
    ...(inverse !== undefined && { saved: { kind: 'state', space, partitioner, shape } as const }),
    compute: async (time, of) => {
      // Windows that do not overlap have nothing to undo.
      const previous =
        inverse === undefined || slide >= length ? null : await of(stream.node, time - slide)
      const first = previous === null || previous.node.kind === 'slices'
      if (fn === undefined || inverse === undefined || first) {
        return new RDD(sparkContext, await whole(time, of))
      }
      const zero = ssc.graph.zeroTime
      const leaving = timesIn(time - slide - length, time - length, step, zero)
      const entering = timesIn(time - slide, time, step, zero)
      const parents = {
        previous: previous.node,
        leaving: await paneNodes(panes, leaving, of),
        entering: await paneNodes(panes, entering, of),
      }
      const node = within(stream.node.identity, () => slideNode(parents, name, { fn, inverse }))
      return new RDD(sparkContext, node)
    },
  })
  return stream
}
