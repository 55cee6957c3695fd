import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Block, Source } from '../../io/source.ts'
import { RDD } from '../../rdd/index.ts'
import { within } from '../../rdd/plan/identity.ts'
import { inputNode } from '../../rdd/operators/input.ts'
import type { InputPartition } from '../../rdd/plan/nodes.ts'
import { defineStream } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { StreamingContext } from '../streaming-context.ts'
import type { Intake } from './intake.ts'

/** A source that can be told that a file it named has changed since. */
interface Rereads {
  changedAgain?: (path: string) => void
}

const partitionOf = ({ content }: Block): InputPartition => {
  if (content.kind !== 'file') return content
  const { file, split } = content
  if (split !== undefined) return { kind: 'file', split: { file, ...split } }
  return { kind: 'file', split: { file, start: 0, end: file.size }, stable: true }
}

/** The stream of what a source receives: one partition per block, none when nothing came. */
export const sourceStream = <T>(
  ssc: StreamingContext,
  name: string,
  source: Source & Rereads,
  site: CallSite | undefined,
): DStream<T> => {
  // The node is defined first: it may refuse, and then there must be no intake.
  let intake: Intake | undefined
  const stream: DStream<T> = defineStream<T>(ssc, {
    name,
    site,
    parents: [],
    slide: ssc.batchDuration,
    compute: (time) => {
      const blocks = intake!.blocksOf(time)
      const partitions = blocks.map(partitionOf)
      const changed = (partition: number): void => {
        const { content } = blocks[partition]!
        if (content.kind === 'file') source.changedAgain?.(content.file.path)
      }
      const node = within(stream.node.identity, () => inputNode(partitions, name, site, changed))
      return new RDD(ssc.sparkContext, node)
    },
  })
  intake = ssc.addIntake(source, site)
  return stream
}
