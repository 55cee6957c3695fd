import type { CallSite } from '../../core/errors/tap-error.ts'
import type { DStream } from '../dstream.ts'
import type { OutputNode } from '../graph/stream-node.ts'

/** Every output operation is one of these. */
export const foreachRDD = (
  stream: DStream<unknown>,
  name: string,
  site: CallSite | undefined,
  run: OutputNode['run'],
): void => {
  const { ssc } = stream
  ssc.checkOpen(`${name}()`, site)
  const identity = ssc.graph.identity([stream.node], name)
  ssc.graph.outputs.push({ name, identity, site, parent: stream.node, run })
}
