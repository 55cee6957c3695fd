import type { TaskFunction } from '../../closure/task-function.ts'
import type { Millis } from '../../core/duration.ts'
import { RDD } from '../../rdd/index.ts'
import { within } from '../../rdd/plan/identity.ts'
import { merge } from '../../rdd/plan/keyed.ts'
import type { AnyFunction, RddNode } from '../../rdd/plan/nodes.ts'
import { defineStream } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { RddOf } from '../graph/stream-node.ts'
import { type WindowLengths, timesIn } from './durations.ts'
import { paneNodes } from './panes.ts'

interface Options {
  readonly fn: TaskFunction<AnyFunction>
  readonly lengths: WindowLengths
  readonly empty: () => RddNode
  readonly name: string
}

/**
 * Long windows without an inverse: time is cut at multiples of the window's length, and every window is
 * (suffix of the block before a cut) followed by (prefix of the block after it). Each suffix is the one a pane shorter
 * with that pane put before it, each prefix the one a slide shorter with the new panes put behind it, so a slide merges
 * a constant number of panes on average.
 */
export const twoStacks = (
  panes: DStream<unknown>,
  { fn, lengths, empty, name }: Options,
): DStream<unknown> => {
  const { ssc } = panes
  const { length, slide } = lengths
  const step = panes.node.slide
  const zero = (): Millis => ssc.graph.zeroTime
  const merged = (part: string, nodes: readonly RddNode[]): RddNode | undefined =>
    // A node of its own even for one part: what is another stream's must not be forgotten with this one.
    nodes.length === 0
      ? undefined
      : within(`${panes.node.identity}/${part}`, () => merge(nodes, name, fn))
  const wrap = (node: RddNode | undefined) =>
    node === undefined ? null : new RDD(ssc.sparkContext, node)
  const cutBefore = (time: Millis): Millis => zero() + Math.floor((time - zero()) / length) * length

  /** At t: the panes from t (included) to the end of its block. */
  const suffixes: DStream<unknown> = defineStream(ssc, {
    name: 'suffixes',
    site: fn.site,
    parents: [panes.node],
    slide: step,
    lookBack: length,
    keyed: true,
    compute: async (time, of) => {
      const [pane] = await paneNodes(panes, [time], of)
      const last = (time - zero()) % length === 0
      const later = last ? null : await of(suffixes.node, time + step)
      return wrap(
        merged(
          'suffixes',
          [pane, later?.node].filter((node) => node !== undefined),
        ),
      )
    },
  })

  /** At t: the panes from the start of its block to t. */
  const prefixes: DStream<unknown> = defineStream(ssc, {
    name: 'prefixes',
    site: fn.site,
    parents: [panes.node],
    slide,
    lookBack: length,
    keyed: true,
    compute: async (time, of) => {
      const cut = cutBefore(time)
      if (cut === time) return null
      const before = time - slide > cut ? await of(prefixes.node, time - slide) : null
      const from = before === null ? cut : time - slide
      const nodes = await paneNodes(panes, timesIn(from, time, step, zero()), of)
      return wrap(merged('prefixes', before === null ? nodes : [before.node, ...nodes]))
    },
  })

  const both = async (time: Millis, of: RddOf): Promise<RddNode | undefined> => {
    const cut = cutBefore(time)
    const first = Math.max(time - length + step, zero() + step)
    const suffix = first > cut ? null : await of(suffixes.node, first)
    const prefix = cut === time ? null : await of(prefixes.node, time)
    const nodes = [suffix?.node, prefix?.node].filter((node) => node !== undefined)
    return merged(name, nodes)
  }

  return defineStream(ssc, {
    name,
    site: fn.site,
    parents: [suffixes.node, prefixes.node],
    slide,
    lookBack: length,
    keyed: true,
    compute: async (time, of) => {
      return new RDD(ssc.sparkContext, (await both(time, of)) ?? empty())
    },
  })
}
