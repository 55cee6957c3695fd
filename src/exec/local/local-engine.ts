import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP507 } from '../../core/errors/tap507.ts'
import type { EventBus } from '../../core/events.ts'
import type { Millis } from '../../core/duration.ts'
import type { Engine, Job } from '../../rdd/engine.ts'
import type { KeyedNode, RddNode } from '../../rdd/plan/nodes.ts'
import { InlineRunner } from '../runners/inline/inline-runner.ts'
import { type SliceEntry, SliceInterrupted, Slices } from '../scheduler/slice.ts'
import type { TaskSetOptions } from '../scheduler/task-set.ts'
import { ColumnStore } from '../storage/column-store.ts'
import { RowStore } from '../storage/row-store.ts'
import type { StateStore } from '../storage/state-store.ts'
import { Stages } from './stages.ts'

const CARRYING: ReadonlySet<RddNode['kind']> = new Set(['merge', 'slide', 'state', 'mapState'])

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
  readonly #stages: Stages
  #calling = false
  #onInterrupt: TaskSetOptions['interrupted'] = () => undefined

  constructor({ events, maxFailures = 1 }: LocalEngineOptions) {
    this.#runner = new InlineRunner(events, this.#slices)
    const tasks: TaskSetOptions = {
      runner: this.#runner,
      slices: this.#slices,
      slow: new Set(),
      events,
      maxFailures,
      watch: this.#runner.watch,
      interrupted: (hung) => this.#onInterrupt(hung),
    }
    this.#stages = new Stages(tasks, this.#rows, this.#state)
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
    await this.#stages.prepare(node, running)
    const count = job.partitions?.length ?? node.numPartitions
    const results: unknown[] = []
    for (let i = 0; i < count; i++) {
      results.push(await this.#stages.task(node, job.partitions?.[i] ?? i, job.action, running))
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
    if (CARRYING.has(node.kind)) {
      await this.#stages.keyed.build(node as KeyedNode, { batchTime, site: node.site })
    }
  }

  forget(node: RddNode): void {
    this.#rows.remove(node)
    this.#state.remove(node)
    this.#stages.keyed.forget(node)
  }

  async stop(): Promise<void> {
    await this.#runner.stop()
  }
}
