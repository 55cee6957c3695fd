import type { RddNode, ShuffleNode } from '../../rdd/plan/nodes.ts'
import { type Goal, type Pipeline, borders, pipelineOf } from '../plan/pipeline.ts'
import { recordsOf } from '../scheduler/inputs.ts'
import { attempt, type TaskSetOptions } from '../scheduler/task-set.ts'
import type { TaskInput } from '../scheduler/task.ts'
import { countBlock } from '../shuffle/map-output.ts'
import { ownPairsOf } from '../shuffle/pairs.ts'
import type { RowStore } from '../storage/row-store.ts'
import type { StateStore } from '../storage/state-store.ts'
import { KeyedStages } from './keyed-stages.ts'
import type { Running } from './running.ts'
import { Shuffles } from './shuffles.ts'
import { Surveys } from './surveys.ts'

/** The stages of a plan: what a partition is made of is made first, then its pipeline runs as a task. */
export class Stages {
  readonly shuffles: Shuffles
  readonly keyed: KeyedStages
  readonly surveys = new Surveys(this)
  readonly #tasks: TaskSetOptions
  readonly #rows: RowStore

  constructor(tasks: TaskSetOptions, rows: RowStore, state: StateStore<RddNode>) {
    this.#tasks = tasks
    this.#rows = rows
    this.keyed = new KeyedStages(this, tasks, state)
    this.shuffles = new Shuffles(this, this.keyed)
  }

  readonly #kept = (node: RddNode): boolean => this.#rows.keeps(node)

  /** Makes what a node's partitions are computed from: map outputs, columns, kept rows, surveys. */
  async prepare(node: RddNode, running: Running): Promise<void> {
    for (const border of borders(node, this.#kept)) {
      const looks = border.kind === 'narrow' && (border === node || !this.#kept(border))
      if (looks) await this.surveys.get(border.survey, running)
      else await this.#ready(border, running)
    }
  }

  async #ready(node: RddNode, running: Running): Promise<void> {
    switch (node.kind) {
      case 'shuffle':
        if (node.space === undefined) await this.shuffles.mapOutputs(node, running)
        else await this.keyed.build(node, running)
        return
      case 'merge':
      case 'slide':
      case 'state':
      case 'mapState':
      case 'restored':
        return this.keyed.build(node, running)
      case 'emitted':
        return this.keyed.build(node.parent, running)
      default:
        return this.prepare(node, running)
    }
  }

  /** The elements of a partition; those that are in memory as they are need no task. */
  async rows(node: RddNode, p: number, running: Running): Promise<readonly unknown[]> {
    const pipeline = pipelineOf(node, p, this.#kept)
    const input = await this.#input(pipeline.source, pipeline.partition, running)
    if (input.kind === 'rows' && pipeline.ops.length === 0) return input.rows
    return (await this.#run(pipeline, input, { kind: 'collect' }, running)) as readonly unknown[]
  }

  /** The result of a goal on one partition. */
  async task(node: RddNode, partition: number, goal: Goal, running: Running): Promise<unknown> {
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
    { batchTime, site, cancellation }: Running,
  ): Promise<unknown> {
    const task = { kind: 'pipeline', ops, goal, input, partition, batchTime, site } as const
    const { value, found } = await attempt(this.#tasks, cancellation, (n) => ({
      ...task,
      attempt: n,
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
        const rows = await this.rows(source.parent, p, running)
        const surveyed = await this.surveys.get(source.survey, running)
        return { kind: 'mapped', node: source, partition: p, rows, surveyed }
      }
      case 'gather': {
        const rows: (readonly unknown[])[] = []
        for (const [parent, q] of source.parts[p]!) {
          rows.push(await this.rows(source.parents[parent]!, q, running))
        }
        return { kind: 'gathered', node: source, rows }
      }
      case 'shuffle':
        return this.#shuffled(source, p, running)
      case 'merge':
      case 'slide':
      case 'state':
      case 'mapState':
      case 'restored':
        return ownPairsOf(await this.keyed.columns(source, p, running), this.#tasks.slices)
      case 'emitted':
        return { kind: 'rows', rows: await this.keyed.emitted(source.parent, p, running) }
      case 'union':
        throw new TypeError('a union is never the source of a pipeline')
    }
  }

  async #shuffled(node: ShuffleNode, p: number, running: Running): Promise<TaskInput> {
    if (node.space !== undefined) {
      return ownPairsOf(await this.keyed.columns(node, p, running), this.#tasks.slices)
    }
    return node.combine === undefined
      ? { kind: 'rows', rows: await this.shuffles.rows(node, p, running) }
      : { kind: 'pairs', ...(await this.shuffles.pairs(node, p, running)) }
  }

  async #keptRows(node: RddNode, p: number, running: Running): Promise<readonly unknown[]> {
    const reading = this.#rows.read(node, p)
    const kept = reading instanceof Promise ? await reading : reading
    if (kept !== undefined) return kept
    const pipeline = pipelineOf(node, p, (candidate) => candidate !== node && this.#kept(candidate))
    const { source, partition } = pipeline
    // The node itself may be a source: then it has to be read, not asked for what is kept of it.
    const input =
      source === node
        ? await this.#sourceInput(source, partition, running)
        : await this.#input(source, partition, running)
    const rows = (await this.#run(pipeline, input, { kind: 'collect' }, running)) as unknown[]
    const writing = this.#rows.put(node, p, rows)
    if (writing !== undefined) await writing
    return rows
  }
}
