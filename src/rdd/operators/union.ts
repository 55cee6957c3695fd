import type { CallSite } from '../../core/errors/tap-error.ts'
import { javaHash } from '../../columns/java-hash.ts'
import { type RddNode, type UnionNode, nextId } from '../plan/nodes.ts'

const LONGEST = 200

/** The identities of the parents; of many or long ones a stable hash, because diamonds would double it each time. */
const joined = (name: string, parents: readonly RddNode[]): string => {
  let text = ''
  for (const { identity } of parents) {
    text += `${text === '' ? '' : ','}${identity}`
    if (text.length > LONGEST) text = `~${javaHash(text) >>> 0}`
  }
  return `${name}(${text})`
}

/** The partitions of all parents, in their order. */
export const union = (
  parents: readonly RddNode[],
  name: string,
  site: CallSite | undefined,
): UnionNode =>
  Object.freeze({
    kind: 'union',
    id: nextId(),
    name,
    identity: joined(name, parents),
    numPartitions: parents.reduce((sum, { numPartitions }) => sum + numPartitions, 0),
    partitioner: undefined,
    site,
    parents,
  })
