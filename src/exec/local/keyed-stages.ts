import { TAP511 } from '../../core/errors/tap511.ts'
import { KeySpacePartition, type KeyedColumns } from '../../columns/key-space.ts'
import {
  type KeyedNode,
  type MapStateNode,
  parentsOf,
  type RddNode,
  type ShuffleNode,
} from '../../rdd/plan/nodes.ts'
import { attempt, type TaskSetOptions } from '../scheduler/task-set.ts'
import type { ColumnsWork, MappedState } from '../scheduler/task.ts'
import type { StateStore } from '../storage/state-store.ts'
import { despiteOthers, type Running } from './running.ts'
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
  readonly #emitted = new WeakMap<MapStateNode, (readonly unknown[])[]>()
  readonly #building = new WeakMap<RddNode, Promise<void>>()

  constructor(stages: Stages, tasks: TaskSetOptions, state: StateStore<RddNode>) {
    this.#stages = stages
    this.#tasks = tasks
    this.#state = state
  }

  /** Columns of all partitions; two jobs that need them wait for one computation. */
  build(node: KeyedNode, running: Running): Promise<void> {
    const missing = Array.from({ length: node.numPartitions }, (_, p) => p).filter(
      (p) => !this.#state.has(node, p),
    )
    if (missing.length === 0) return Promise.resolve()
    const under = this.#building.get(node)
    if (under !== undefined) {
      return despiteOthers(running, () => this.build(node, running), under)
    }
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

  /** What the function of a mapState node returned, in the order of its calls. */
  async emitted(node: MapStateNode, p: number, running: Running): Promise<readonly unknown[]> {
    await this.build(node, running)
    const kept = this.#emitted.get(node)?.[p]
    if (kept === undefined) throw TAP511({})
    return kept
  }

  forget(node: RddNode): void {
    if (node.kind === 'mapState') this.#emitted.delete(node)
  }

  /** A reduced partition of a shuffle; without a key space the table lives for this stage. */
  async merged(node: ShuffleNode, p: number, running: Running): Promise<KeyedColumns> {
    const meeting = await this.#meeting(node, p, running)
    return (await this.#run(node, p, meeting, running)) as KeyedColumns
  }

  async #buildAll(node: KeyedNode, missing: readonly number[], running: Running): Promise<void> {
    if (node.kind === 'shuffle') await this.#stages.shuffles.mapOutputs(node, running)
    else for (const parent of parentsOf(node)) await this.#stages.prepare(parent, running)
    for (const p of missing) {
      if (node.kind === 'mapState') {
        await this.#mapState(node, p, running)
        continue
      }
      const work = await this.#workOf(node, p, running)
      this.#state.put(node, p, (await this.#run(node, p, work, running)) as KeyedColumns)
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

  async #mapState(node: MapStateNode, p: number, running: Running): Promise<void> {
    const { previous, initial, records } = node.from.get()
    if (previous !== undefined) await this.build(previous as KeyedNode, running)
    const before = previous && this.#state.view(previous, p)
    const space = before?.space ?? node.space.partition(p)
    const work = {
      kind: 'mapState',
      node,
      before,
      initial: initial && (await this.columns(initial, p, running)),
      records: (records === undefined
        ? []
        : await this.#stages.rows(records, p, running)) as readonly (readonly [unknown, unknown])[],
    } as const
    const { delta, emitted } = (await this.#run(node, p, { space, work }, running)) as MappedState
    this.#state.update(node, previous, p, { ...delta, space })
    const kept = this.#emitted.get(node) ?? []
    kept[p] = emitted
    this.#emitted.set(node, kept)
  }

  async #run(
    { name, identity, site }: KeyedNode,
    partition: number,
    { space, work }: Work,
    { batchTime, cancellation }: Running,
  ): Promise<unknown> {
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
    const result = await attempt(this.#tasks, cancellation, (n) => ({
      ...task,
      attempt: n,
    }))
    return result.value
  }

  async #meeting(node: ShuffleNode, p: number, running: Running): Promise<Work> {
    const blocks = await this.#stages.shuffles.blocks(node, p, running)
    const fn = node.combine!.combiners ?? node.combine!.merge
    const space = node.space?.partition(p) ?? new KeySpacePartition()
    return { space, work: { kind: 'meet', blocks, fn } }
  }

  async #workOf(
    node: Exclude<KeyedNode, MapStateNode>,
    p: number,
    running: Running,
  ): Promise<Work> {
    const columns = (parent: RddNode): Promise<KeyedColumns> => this.columns(parent, p, running)
    const all = (parents: readonly RddNode[]): Promise<KeyedColumns[]> =>
      Promise.all(parents.map(columns))
    switch (node.kind) {
      case 'restored':
        // Its columns were dropped, and nothing can make them again.
        throw TAP511({})
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
        const { update, perPartition } = node
        const work = { kind: 'state', previous, values, update, perPartition } as const
        return { space: (previous ?? values)!.space, work }
      }
    }
  }
}
