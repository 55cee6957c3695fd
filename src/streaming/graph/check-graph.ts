import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP101 } from '../../core/errors/tap101.ts'
import { TAP105 } from '../../core/errors/tap105.ts'
import { TAP401 } from '../../core/errors/tap401.ts'
import { mapSite } from '../../closure/source-map.ts'
import type { Graph } from './graph.ts'
import type { StreamNode } from './stream-node.ts'

/** A stream is saved with one of its RDDs: not between them, and not without a place. */
const checkInterval = (
  graph: Graph,
  node: StreamNode,
  checkpointDirectory: string | undefined,
): void => {
  const saved = graph.checkpointOf(node)
  if (saved === undefined) return
  const { interval, site } = saved
  if (checkpointDirectory === undefined) throw TAP105({ operator: 'checkpoint', site })
  if (interval % node.slide === 0) return
  const { slide: parent, site: parentSite } = node
  const which = 'checkpoint interval'
  throw TAP401({ operator: 'checkpoint', which, length: interval, parent, site, parentSite })
}

/** What must be true of a graph that is to be started: something is put out, and what carries state has a place for it. */
export const checkGraph = (
  graph: Graph,
  checkpointDirectory: string | undefined,
  site: CallSite | undefined,
): void => {
  if (graph.outputs.length === 0) {
    const streams = graph.streams.map(({ name, site: at }) =>
      at === undefined ? name : `${name} (line ${mapSite(at).line})`,
    )
    throw TAP101({ streams, site })
  }
  for (const node of graph.reachable()) {
    if (node.carries && checkpointDirectory === undefined) {
      throw TAP105({ operator: node.name, site: node.site })
    }
    checkInterval(graph, node, checkpointDirectory)
  }
}
