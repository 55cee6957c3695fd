import type { ShuffleNode } from '../../rdd/plan/nodes.ts'
import { countBlock, type KeyedBlock, type MapOutput } from '../shuffle/map-output.ts'
import { type Pairs, pairsOf } from '../shuffle/pairs.ts'
import type { KeyedStages } from './keyed-stages.ts'
import { despiteOthers, type Running } from './running.ts'
import type { Stages } from './stages.ts'

/** Map outputs, and what they are reduced to; both are kept as long as their node. */
export class Shuffles {
  readonly #stages: Stages
  readonly #keyed: KeyedStages
  readonly #mapped = new WeakMap<ShuffleNode, Promise<MapOutput[]>>()
  readonly #reduced = new WeakMap<ShuffleNode, (Pairs | undefined)[]>()

  constructor(stages: Stages, keyed: KeyedStages) {
    this.#stages = stages
    this.#keyed = keyed
  }

  mapOutputs(node: ShuffleNode, running: Running): Promise<MapOutput[]> {
    const known = this.#mapped.get(node)
    if (known !== undefined) {
      return despiteOthers(running, () => this.mapOutputs(node, running), known)
    }
    const outputs = this.#runMaps(node, running)
    this.#mapped.set(node, outputs)
    outputs.catch(() => this.#mapped.delete(node))
    return outputs
  }

  forget(node: ShuffleNode): void {
    this.#mapped.delete(node)
  }

  async #runMaps(node: ShuffleNode, running: Running): Promise<MapOutput[]> {
    const { parent } = node.from.get()
    await this.#stages.prepare(parent, running)
    const { partitioner } = node
    const survey = partitioner.kind === 'hash' ? undefined : partitioner.survey
    const surveyed = await this.#stages.surveys.get(survey, running)
    const outputs: MapOutput[] = []
    for (let p = 0; p < parent.numPartitions; p++) {
      const goal = { kind: 'shuffle', node, surveyed } as const
      outputs.push((await this.#stages.task(parent, p, goal, running)) as MapOutput)
    }
    return outputs
  }

  /** What all map tasks have for one reduce partition, in map-partition order, without empty blocks. */
  async blocks(node: ShuffleNode, p: number, running: Running): Promise<KeyedBlock[]> {
    const outputs = await this.mapOutputs(node, running)
    return outputs.map((output) => output[p] as KeyedBlock).filter(({ keys }) => keys.length > 0)
  }

  /** Elements that moved as they are. */
  async rows(node: ShuffleNode, p: number, running: Running): Promise<readonly unknown[]> {
    const outputs = await this.mapOutputs(node, running)
    return ([] as unknown[]).concat(...outputs.map((output) => output[p] as unknown[]))
  }

  /** The reduced partition of a plain shuffle, merged once. */
  async pairs(node: ShuffleNode, p: number, running: Running): Promise<Pairs> {
    const known = this.#reduced.get(node)?.[p]
    if (known !== undefined) return known
    const blocks = await this.blocks(node, p, running)
    const none = node.combine?.kind === 'count' ? countBlock(0) : { keys: [], values: [] }
    const pairs =
      blocks.length <= 1 ? (blocks[0] ?? none) : pairsOf(await this.#keyed.merged(node, p, running))
    const kept = this.#reduced.get(node) ?? []
    kept[p] = pairs
    this.#reduced.set(node, kept)
    return pairs
  }
}
