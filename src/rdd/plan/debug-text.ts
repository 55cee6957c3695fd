import { type RddNode, parentsOf } from './nodes.ts'

const CLASS_NAMES = {
  slices: 'ParallelCollectionRDD',
  input: 'BlockRDD',
  files: 'HadoopRDD',
  narrow: 'MapPartitionsRDD',
  union: 'UnionRDD',
  gather: 'CoalescedRDD',
  shuffle: 'ShuffledRDD',
  merge: 'ShuffledRDD',
  slide: 'CoGroupedRDD',
  state: 'StateRDD',
  mapState: 'MapWithStateRDD',
  emitted: 'MapPartitionsRDD',
  restored: 'ReliableCheckpointRDD',
} as const satisfies Record<RddNode['kind'], string>

const lines = (node: RddNode): string[] => {
  const name = `${CLASS_NAMES[node.kind]}[${node.id}] at ${node.name}`
  const below = parentsOf(node).flatMap((parent) => {
    const wide =
      node.kind !== 'narrow' &&
      node.kind !== 'emitted' &&
      node.kind !== 'union' &&
      node.kind !== 'gather'
    const [head, ...rest] = lines(parent)
    return wide
      ? [`+-(${parent.numPartitions}) ${head}`, ...rest.map((line) => `   ${line}`)]
      : [`|  ${head}`, ...rest.map((line) => (line.startsWith('+') ? line : `|  ${line}`))]
  })
  return [name, ...below]
}

/** The lineage as Spark draws it: `(2) ShuffledRDD[3] at reduceByKey`, a `+-` at each shuffle. */
export const debugText = (node: RddNode): string => {
  const [head, ...rest] = lines(node)
  const lead = `(${node.numPartitions}) `
  return [lead + head, ...rest.map((line) => ' '.repeat(lead.length - 3) + line)].join('\n')
}
