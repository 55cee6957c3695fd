import { KeySpacePartition, type KeyedColumns } from '../../columns/key-space.ts'
import { type KeyedNode, parentsOf, type RddNode, type ShuffleNode } from '../../rdd/plan/nodes.ts'
import { attempt, type TaskSetOptions } from '../scheduler/task-set.ts'
import type { ColumnsWork } from '../scheduler/task.ts'
import type { StateStore } from '../storage/state-store.ts'
import type { Running } from './running.ts'
import type { Stages } from './stages.ts'

interface Work {
  readonly space: KeySpacePartition
  readonly work: ColumnsWork
}

/** Nodes whose result is columns over a key space: made partition by partition, and put into the state store. */
export class KeyedStages {
  readonly #stages: Stages
  readonly #tasks: TaskSetOptions
  readonly #state: StateStore<RddNode>
  readonly #building = new WeakMap<RddNode, Promise<void>>()

  constructor(stages: Stages, tasks: TaskSetOptions, state: StateStore<RddNode>) {
    this.#stages = stages
    this.#tasks = tasks
    this.#state = state
  }

  /** Columns of all partitions; two jobs that need them wait for one computation. */
  build(node: KeyedNode, running: Running): Promise<void> {
    const missing = Array.from({ length: node.numPartitions }, (_, p) => p).filter(
      (p) => this.#state.read(node, p) === undefined,
    )
    if (missing.length === 0) return Promise.resolve()
    const under = this.#building.get(node)
    if (under !== undefined) return under
    const building = this.#buildAll(node, missing, running).finally(() =>
      this.#building.delete(node),
    )
    this.#building.set(node, building)
    return building
  }

  /** Columns of one partition, computed again if they were dropped. */
  async columns(node: RddNode, partition: number, running: Running): Promise<KeyedColumns> {
    const kept = this.#state.read(node, partition)
    if (kept !== undefined) return kept
    await this.build(node as KeyedNode, running)
    return this.#state.read(node, partition)!
  }

  /** A reduced partition of a shuffle; without a key space the table lives for this stage. */
  async merged(node: ShuffleNode, p: number, running: Running): Promise<KeyedColumns> {
    return this.#run(node, p, await this.#meeting(node, p, running), running)
  }

  async #buildAll(node: KeyedNode, missing: readonly number[], running: Running): Promise<void> {
    if (node.kind === 'shuffle') await this.#stages.shuffles.mapOutputs(node, running)
    else for (const parent of parentsOf(node)) await this.#stages.prepare(parent, running)
    for (const p of missing) {
      const work = await this.#workOf(node, p, running)
      this.#state.put(node, p, await this.#run(node, p, work, running))
    }
    this.#built(node)
  }

  /** The columns replace what they were made of: map outputs, the batch's grouped values, the way back in time. */
  #built(node: KeyedNode): void {
    if (node.kind === 'shuffle') this.#stages.shuffles.forget(node)
    if (node.kind === 'state') {
      for (const parent of parentsOf(node))
        if (parent.kind === 'shuffle') this.#state.remove(parent)
    }
    node.from.cut()
  }

  async #run(
    { name, identity, site }: KeyedNode,
    partition: number,
    { space, work }: Work,
    { batchTime }: Running,
  ): Promise<KeyedColumns> {
    const task = {
      kind: 'columns',
      name,
      identity,
      site,
      partition,
      batchTime,
      space,
      work,
    } as const
    const result = await attempt(this.#tasks, (n) => ({ ...task, attempt: n }))
    return result.value as KeyedColumns
  }

  async #meeting(node: ShuffleNode, p: number, running: Running): Promise<Work> {
    const blocks = await this.#stages.shuffles.blocks(node, p, running)
    const fn = node.combine!.combiners ?? node.combine!.merge
    const space = node.space?.partition(p) ?? new KeySpacePartition()
    return { space, work: { kind: 'meet', blocks, fn } }
  }

  async #workOf(node: KeyedNode, p: number, running: Running): Promise<Work> {
    const columns = (parent: RddNode): Promise<KeyedColumns> => this.columns(parent, p, running)
    const all = (parents: readonly RddNode[]): Promise<KeyedColumns[]> =>
      Promise.all(parents.map(columns))
    switch (node.kind) {
      case 'shuffle':
        return this.#meeting(node, p, running)
      case 'merge': {
        const panes = await all(node.from.get().panes)
        return { space: panes[0]!.space, work: { kind: 'merge', panes, fn: node.fn } }
      }
      case 'slide': {
        const parents = node.from.get()
        const previous = await columns(parents.previous)
        const [leaving, entering] = [await all(parents.leaving), await all(parents.entering)]
        const { fn, inverse } = node
        return {
          space: previous.space,
          work: { kind: 'slide', previous, leaving, entering, fn, inverse },
        }
      }
      case 'state': {
        const parents = node.from.get()
        const previous = parents.previous && (await columns(parents.previous))
        const values = parents.values && (await columns(parents.values))
        const work = { kind: 'state', previous, values, update: node.update } as const
        return { space: (previous ?? values)!.space, work }
      }
    }
  }
}
