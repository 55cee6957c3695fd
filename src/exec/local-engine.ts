import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP507 } from '../core/errors/tap507.ts'
import type { EventBus } from '../core/events.ts'
import type { Millis } from '../core/duration.ts'
import { KeySpacePartition, type KeyedColumns } from '../columns/key-space.ts'
import type { Engine, Job } from '../rdd/engine.ts'
import { type KeyedNode, parentsOf, type RddNode, type ShuffleNode } from '../rdd/plan/nodes.ts'
import { type Goal, type Pipeline, borders, pipelineOf } from './plan/pipeline.ts'
import { InlineRunner } from './runners/inline/inline-runner.ts'
import { recordsOf } from './scheduler/inputs.ts'
import { type SliceEntry, SliceInterrupted, Slices } from './scheduler/slice.ts'
import { attempt, type TaskSetOptions } from './scheduler/task-set.ts'
import type { ColumnsWork, TaskInput } from './scheduler/task.ts'
import { countBlock, type KeyedBlock, type MapOutput } from './shuffle/map-output.ts'
import { type Pairs, pairsOf } from './shuffle/pairs.ts'
import { ColumnStore } from './storage/column-store.ts'
import { RowStore } from './storage/row-store.ts'
import type { StateStore } from './storage/state-store.ts'

interface Running {
  readonly batchTime: Millis | undefined
  readonly site: Job['site']
}

export interface LocalEngineOptions {
  readonly events: EventBus
  readonly maxFailures?: number
}

/** The engine of `local[N]`: stages cut at shuffles, tasks run by a runner, effects applied here once. */
export class LocalEngine implements Engine {
  readonly #slices = new Slices()
  readonly #runner: InlineRunner
  readonly #rows = new RowStore()
  readonly #state: StateStore<RddNode> = new ColumnStore()
  readonly #tasks: TaskSetOptions
  readonly #mapped = new WeakMap<ShuffleNode, Promise<MapOutput[]>>()
  readonly #reduced = new WeakMap<ShuffleNode, (Pairs | undefined)[]>()
  readonly #building = new WeakMap<RddNode, Promise<void>>()
  #calling = false
  #onInterrupt: TaskSetOptions['interrupted'] = () => undefined

  constructor({ events, maxFailures = 1 }: LocalEngineOptions) {
    this.#runner = new InlineRunner(events, this.#slices)
    this.#tasks = {
      runner: this.#runner,
      slices: this.#slices,
      slow: new Set(),
      events,
      maxFailures,
      watch: this.#runner.watch,
      interrupted: (hung) => this.#onInterrupt(hung),
    }
  }

  /** For `tap run`: slices are entered so that Ctrl-C can break out, and `onInterrupt` is told when one did. */
  enterThrough(entry: SliceEntry, onInterrupt: TaskSetOptions['interrupted']): void {
    this.#slices.enterThrough(entry)
    this.#onInterrupt = onInterrupt
  }

  /** After the first signal: what takes seconds now is hung. */
  enterLast(): void {
    this.#slices.enterLast()
  }

  /**
   * Calls a function of the user on the driver. Its synchronous part is never broken off and made again; one that does
   * not come back within `limit` is hung (TAP507).
   */
  call<R>(operator: string, site: CallSite | undefined, limit: number, f: () => R): R {
    this.#calling = true
    try {
      return this.#slices.enter(f, 'whole', limit)
    } catch (error) {
      if (!(error instanceof SliceInterrupted)) throw error
      const hung = TAP507({ operator, site })
      this.#onInterrupt(hung)
      throw hung
    } finally {
      this.#calling = false
    }
  }

  async run(job: Job): Promise<unknown[]> {
    // What a job computes is no part of the call that asked for it: its slices are entered by themselves.
    if (this.#calling) await Promise.resolve()
    const running = { batchTime: job.batchTime, site: job.site }
    const { node } = job
    await this.#prepare(node, running)
    const count = job.partitions?.length ?? node.numPartitions
    const results: unknown[] = []
    for (let i = 0; i < count; i++) {
      results.push(await this.#task(node, job.partitions?.[i] ?? i, job.action, running))
    }
    return results
  }

  persist(node: RddNode): void {
    this.#rows.persist(node)
  }

  isPersisted(node: RddNode): boolean {
    return this.#rows.isPersisted(node)
  }

  async materialise(node: RddNode, batchTime: Millis | undefined): Promise<void> {
    if (node.kind === 'slide' || node.kind === 'state' || node.kind === 'merge') {
      await this.#build(node, { batchTime, site: node.site })
    }
  }

  forget(node: RddNode): void {
    this.#rows.remove(node)
    this.#state.remove(node)
  }

  async stop(): Promise<void> {
    await this.#runner.stop()
  }

  readonly #kept = (node: RddNode): boolean => this.#rows.isPersisted(node)

  /** Makes what a node's partitions are computed from: map outputs, columns, kept rows. */
  async #prepare(node: RddNode, running: Running): Promise<void> {
    for (const border of borders(node, this.#kept)) await this.#ready(border, running)
  }

  async #ready(node: RddNode, running: Running): Promise<void> {
    switch (node.kind) {
      case 'shuffle':
        if (node.space === undefined) await this.#mapOutputs(node, running)
        else await this.#build(node, running)
        return
      case 'merge':
      case 'slide':
      case 'state':
        return this.#build(node, running)
      default:
        return this.#prepare(node, running)
    }
  }

  /** Columns of all partitions; two jobs that need them wait for one computation. */
  #build(node: KeyedNode, running: Running): Promise<void> {
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

  async #buildAll(node: KeyedNode, missing: readonly number[], running: Running): Promise<void> {
    if (node.kind === 'shuffle') await this.#mapOutputs(node, running)
    else for (const parent of parentsOf(node)) await this.#prepare(parent, running)
    for (const p of missing) {
      const work = await this.#workOf(node, p, running)
      const space = node.kind === 'shuffle' ? node.space!.partition(p) : work.space
      const columns = await this.#columnsTask(node, p, space, work.work, running)
      this.#state.put(node, p, columns)
    }
    this.#built(node)
  }

  /** The columns replace what they were made of: map outputs, the batch's grouped values, the way back in time. */
  #built(node: KeyedNode): void {
    if (node.kind === 'shuffle') this.#mapped.delete(node)
    if (node.kind === 'state') {
      for (const parent of parentsOf(node)) if (parent.kind === 'shuffle') this.forget(parent)
    }
    node.from.cut()
  }

  async #columnsTask(
    node: KeyedNode,
    partition: number,
    space: KeySpacePartition,
    work: ColumnsWork,
    running: Running,
  ): Promise<KeyedColumns> {
    const { name, identity, site } = node
    const { batchTime } = running
    const result = await attempt(this.#tasks, (n) => ({
      kind: 'columns',
      name,
      identity,
      site,
      partition,
      attempt: n,
      batchTime,
      space,
      work,
    }))
    return result.value as KeyedColumns
  }

  async #workOf(
    node: KeyedNode,
    p: number,
    running: Running,
  ): Promise<{ space: KeySpacePartition; work: ColumnsWork }> {
    const columns = (parent: RddNode): Promise<KeyedColumns> => this.#columns(parent, p, running)
    const all = (parents: readonly RddNode[]): Promise<KeyedColumns[]> =>
      Promise.all(parents.map(columns))
    switch (node.kind) {
      case 'shuffle': {
        const blocks = await this.#blocks(node, p, running)
        const space = node.space?.partition(p) ?? new KeySpacePartition()
        return {
          space,
          work: { kind: 'meet', blocks, fn: node.combine!.combiners ?? node.combine!.merge },
        }
      }
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

  /** Columns that a keyed node has for a partition, computed again if they were dropped. */
  async #columns(node: RddNode, partition: number, running: Running): Promise<KeyedColumns> {
    const kept = this.#state.read(node, partition)
    if (kept !== undefined) return kept
    await this.#build(node as KeyedNode, running)
    return this.#state.read(node, partition)!
  }

  #mapOutputs(node: ShuffleNode, running: Running): Promise<MapOutput[]> {
    let outputs = this.#mapped.get(node)
    if (outputs === undefined) {
      outputs = this.#runMaps(node, running)
      this.#mapped.set(node, outputs)
      outputs.catch(() => this.#mapped.delete(node))
    }
    return outputs
  }

  async #runMaps(node: ShuffleNode, running: Running): Promise<MapOutput[]> {
    const { parent } = node.from.get()
    await this.#prepare(parent, running)
    const outputs: MapOutput[] = []
    for (let p = 0; p < parent.numPartitions; p++) {
      outputs.push((await this.#task(parent, p, { kind: 'shuffle', node }, running)) as MapOutput)
    }
    return outputs
  }

  /** What all map tasks have for one reduce partition, in map-partition order, without empty blocks. */
  async #blocks(node: ShuffleNode, p: number, running: Running): Promise<KeyedBlock[]> {
    const outputs = await this.#mapOutputs(node, running)
    return outputs.map((output) => output[p] as KeyedBlock).filter(({ keys }) => keys.length > 0)
  }

  async #task(node: RddNode, partition: number, goal: Goal, running: Running): Promise<unknown> {
    const known = this.#known(node, partition, goal)
    if (known !== undefined) return known
    const pipeline = pipelineOf(node, partition, this.#kept)
    const input = await this.#input(pipeline.source, pipeline.partition, running)
    return this.#run(pipeline, input, goal, running)
  }

  async #run(
    { source, partition, ops }: Pipeline,
    input: TaskInput,
    goal: Goal,
    { batchTime, site }: Running,
  ): Promise<unknown> {
    const { value, found } = await attempt(this.#tasks, (n) => ({
      kind: 'pipeline',
      ops,
      goal,
      input,
      partition,
      attempt: n,
      batchTime,
      site,
    }))
    if (found.changed && source.kind === 'input') source.changed?.(partition)
    return value
  }

  /** Counts of lines in memory were taken when they arrived. */
  #known(node: RddNode, partition: number, goal: Goal): unknown {
    if (node.kind !== 'input' || this.#kept(node)) return undefined
    const counts = goal.kind === 'shuffle' && goal.node.combine?.kind === 'count'
    if (!counts && goal.kind !== 'count') return undefined
    const n = recordsOf(node.partitions[partition]!)
    return n === undefined || !counts ? n : [countBlock(n)]
  }

  /** What a source partition consists of; rows that have to be made first are made here. */
  async #input(source: RddNode, p: number, running: Running): Promise<TaskInput> {
    if (!this.#kept(source)) return this.#sourceInput(source, p, running)
    return { kind: 'rows', rows: await this.#keptRows(source, p, running) }
  }

  async #sourceInput(source: RddNode, p: number, running: Running): Promise<TaskInput> {
    switch (source.kind) {
      case 'slices':
        return { kind: 'rows', rows: source.slices[p]! }
      case 'input':
        return source.partitions[p]!
      case 'files':
        return { kind: 'file', split: source.splits[p]! }
      case 'narrow': {
        const rows = (await this.#task(source.parent, p, { kind: 'collect' }, running)) as unknown[]
        return { kind: 'mapped', node: source, partition: p, rows }
      }
      case 'shuffle':
        return this.#shuffled(source, p, running)
      case 'merge':
      case 'slide':
      case 'state':
        return pairsOf(await this.#columns(source, p, running))
      case 'union':
        throw new TypeError('a union is never the source of a pipeline')
    }
  }

  async #shuffled(node: ShuffleNode, p: number, running: Running): Promise<TaskInput> {
    if (node.space !== undefined) return pairsOf(await this.#columns(node, p, running))
    if (node.combine !== undefined) {
      return { kind: 'pairs', ...(await this.#pairs(node, p, running)) }
    }
    const outputs = await this.#mapOutputs(node, running)
    return { kind: 'rows', rows: outputs.flatMap((output) => output[p] as readonly unknown[]) }
  }

  /** The reduced partition of a plain shuffle, merged once. */
  async #pairs(node: ShuffleNode, p: number, running: Running): Promise<Pairs> {
    const known = this.#reduced.get(node)?.[p]
    if (known !== undefined) return known
    const blocks = await this.#blocks(node, p, running)
    let pairs: Pairs
    const none = node.combine?.kind === 'count' ? countBlock(0) : { keys: [], values: [] }
    if (blocks.length <= 1) pairs = blocks[0] ?? none
    else {
      const { work, space } = await this.#workOf(node, p, running)
      pairs = pairsOf(await this.#columnsTask(node, p, space, work, running))
    }
    const kept = this.#reduced.get(node) ?? []
    kept[p] = pairs
    this.#reduced.set(node, kept)
    return pairs
  }

  async #keptRows(node: RddNode, p: number, running: Running): Promise<readonly unknown[]> {
    const kept = this.#rows.read(node, p)
    if (kept !== undefined) return kept
    const pipeline = pipelineOf(node, p, (candidate) => candidate !== node && this.#kept(candidate))
    const { source, partition } = pipeline
    // The node itself may be a source: then it has to be read, not asked for what is kept of it.
    const input =
      source === node
        ? await this.#sourceInput(source, partition, running)
        : await this.#input(source, partition, running)
    const rows = (await this.#run(pipeline, input, { kind: 'collect' }, running)) as unknown[]
    this.#rows.put(node, p, rows)
    return rows
  }
}
