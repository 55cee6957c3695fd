import type { CallSite } from '../../core/errors/tap-error.ts'
import { type BrokenLaw, TAP403, text } from '../../core/errors/tap403.ts'
import { TAP516 } from '../../core/errors/tap516.ts'
import type { EventBus } from '../../core/events.ts'
import type { Millis } from '../../core/duration.ts'
import type { KeyedColumns, KeySpace } from '../../columns/key-space.ts'
import type { SavedChange, SavedColumns } from '../../rdd/saved-columns.ts'
import type { Engine, Job, SharedValue } from '../../rdd/engine.ts'
import type { KeyedNode, RddNode } from '../../rdd/plan/nodes.ts'
import type { StorageLevel } from '../../rdd/storage-level.ts'
import { Laws } from '../laws/laws.ts'
import { InlineRunner } from '../runners/inline/inline-runner.ts'
import { DriverCalls } from '../scheduler/driver-calls.ts'
import { type SliceEntry, Slices } from '../scheduler/slice.ts'
import type { TaskSetOptions } from '../scheduler/task-set.ts'
import { presentUpdates } from '../scheduler/updates.ts'
import { ColumnStore } from '../storage/column-store.ts'
import { InProcessValue } from '../storage/in-process-value.ts'
import { openRowStore, type StorageOptions } from '../storage/open-row-store.ts'
import type { RowStore } from '../storage/row-store.ts'
import { changeBetween, savedColumns } from '../storage/saved.ts'
import type { StateStore } from '../storage/state-store.ts'
import { type Running, RunningJobs, uncancelled } from './running.ts'
import { Stages } from './stages.ts'

const CARRYING: ReadonlySet<RddNode['kind']> = new Set(['merge', 'slide', 'state', 'mapState'])

export interface LocalEngineOptions {
  readonly events: EventBus
  readonly maxFailures?: number
  readonly storage?: StorageOptions
  /** Whether functions are looked at that the engine relies on, and what happens when one breaks a law (TAP403). */
  readonly checkLaws?: 'off' | 'warn' | 'fail'
}

const failing = (law: BrokenLaw): never => {
  throw TAP403(law)
}

/** Said once per function, as the laws look at each until one is broken. */
const noticed =
  (events: EventBus) =>
  (law: BrokenLaw): void => {
    const { operator, site, law: kind } = law
    const once = `TAP403 ${kind} ${operator} ${site?.file}:${site?.line}:${site?.column}`
    events.post({ type: 'Notice', once, text: text(law), site })
  }

/** The engine of `local[N]`: stages cut at shuffles, tasks run by a runner, effects applied here once. */
export class LocalEngine implements Engine {
  readonly #slices = new Slices()
  readonly #runner: InlineRunner
  readonly #rows: RowStore
  readonly #jobs = new RunningJobs()
  readonly #calls = new DriverCalls(this.#slices, (error) => this.#onInterrupt(error))
  readonly #state: StateStore<RddNode> = new ColumnStore()
  readonly #stages: Stages
  #onInterrupt: TaskSetOptions['interrupted'] = () => undefined

  constructor({ events, maxFailures = 1, storage = {}, checkLaws = 'off' }: LocalEngineOptions) {
    const laws = checkLaws === 'off' ? undefined : new Laws()
    this.#rows = openRowStore(events, storage)
    this.#runner = new InlineRunner(events, this.#slices, laws)
    const tasks: TaskSetOptions = {
      runner: this.#runner,
      slices: this.#slices,
      slow: new Set(),
      events,
      maxFailures,
      watch: this.#runner.watch,
      interrupted: (hung) => this.#onInterrupt(hung),
      broken: checkLaws === 'fail' ? failing : noticed(events),
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

  /** Calls a function of the user on the driver (TAP507 when it hangs). */
  call<R>(operator: string, site: CallSite | undefined, limit: number, f: () => R): R {
    return this.#calls.call(operator, site, limit, f)
  }

  async run(job: Job): Promise<unknown[]> {
    if (presentUpdates() !== undefined) throw TAP516({})
    const running = this.#jobs.begin(job)
    try {
      // What a job computes is no part of the call that asked for it: its slices are entered by themselves.
      if (this.#calls.calling) await Promise.resolve()
      return await this.#run(job, running)
    } finally {
      this.#jobs.end(running)
    }
  }

  async #run({ node, partitions, action }: Job, running: Running): Promise<unknown[]> {
    await this.#stages.prepare(node, running)
    const count = partitions?.length ?? node.numPartitions
    const results: unknown[] = []
    for (let i = 0; i < count; i++) {
      results.push(await this.#stages.task(node, partitions?.[i] ?? i, action, running))
    }
    return results
  }

  cancel(group: string | undefined): void {
    this.#jobs.cancel(group)
  }

  broadcast(value: unknown): SharedValue {
    return new InProcessValue(value)
  }

  persist(node: RddNode, level: StorageLevel): void {
    this.#rows.persist(node, level)
  }

  levelOf(node: RddNode): StorageLevel | undefined {
    return this.#rows.levelOf(node)
  }

  async materialise(node: RddNode, batchTime: Millis | undefined): Promise<void> {
    if (CARRYING.has(node.kind) || (node.kind === 'shuffle' && node.space !== undefined)) {
      await this.#stages.keyed.build(node as KeyedNode, uncancelled(batchTime, node.site))
    }
  }

  saved(node: RddNode): readonly SavedColumns[] | undefined {
    const columns = this.#columnsOf(node)
    return columns?.map(savedColumns)
  }

  changes(before: RddNode, after: RddNode): readonly SavedChange[] | undefined {
    const [old, now] = [this.#columnsOf(before), this.#columnsOf(after)]
    if (old === undefined) return undefined
    return now?.map((columns, p) => changeBetween(old[p]!, columns))
  }

  restore(node: RddNode, space: KeySpace, partitions: readonly SavedColumns[]): void {
    partitions.forEach(({ keys, ...columns }, p) => {
      const part = space.partition(p)
      const ids = Uint32Array.from(keys, (key) => part.table.slot(key))
      this.#state.put(node, p, { space: part, ids, ...columns })
    })
  }

  /** Of all partitions, or undefined. */
  #columnsOf(node: RddNode): readonly KeyedColumns[] | undefined {
    const parts = Array.from({ length: node.numPartitions }, (_, p) => this.#state.read(node, p))
    return parts.every((part) => part !== undefined) ? parts : undefined
  }

  forget(node: RddNode): void {
    this.#rows.remove(node)
    this.#state.remove(node)
    this.#stages.keyed.forget(node)
  }

  async stop(): Promise<void> {
    await this.#runner.stop()
    const stopping = this.#rows.stop()
    if (stopping !== undefined) await stopping
  }
}
