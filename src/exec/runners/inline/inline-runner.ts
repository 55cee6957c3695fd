import type { EventBus } from '../../../core/events.ts'
import { StageCode } from '../../compile/stage-code.ts'
import { Kernels } from '../../compile/specialise.ts'
import type { Laws } from '../../laws/laws.ts'
import type { Cancellation } from '../../scheduler/cancellation.ts'
import type { Entering, Slices } from '../../scheduler/slice.ts'
import type { Task, TaskResult, TaskRunner } from '../../scheduler/task.ts'
import { Updates } from '../../scheduler/updates.ts'
import type { Watch } from './loop.ts'
import { runColumns } from './run-columns.ts'
import { runPipeline } from './run-pipeline.ts'

/** Runs tasks in this thread, one at a time, slice by slice. */
export class InlineRunner implements TaskRunner {
  readonly name = 'inline'
  readonly watch: Watch = { at: new Int32Array(1), operators: [] }
  readonly #slices: Slices
  readonly #code: StageCode
  readonly #kernels: Kernels
  #last: Promise<unknown> = Promise.resolve()
  #running = 0

  readonly #laws: Laws | undefined

  constructor(events: EventBus, slices: Slices, laws?: Laws) {
    this.#laws = laws
    this.#slices = slices
    this.#code = new StageCode(events)
    this.#kernels = new Kernels(events)
  }

  /** Tasks of concurrent jobs queue: scratch space and the watch are shared. */
  async run(
    task: Task,
    entering: Entering = 'brisk',
    cancellation?: Cancellation,
  ): Promise<TaskResult> {
    const before = this.#running++ === 0 ? undefined : this.#last
    const run = (): Promise<TaskResult> => this.#run(task, entering, cancellation)
    const result = before === undefined ? run() : before.then(run)
    const done = (): void => void this.#running--
    this.#last = result.then(done, done)
    return result
  }

  #run(
    task: Task,
    entering: Entering,
    cancellation: Cancellation | undefined,
  ): Promise<TaskResult> {
    const updates = new Updates()
    this.#slices.enterAs(entering, { updates, cancellation })
    const tools = {
      slices: this.#slices,
      code: this.#code,
      kernels: this.#kernels,
      watch: this.watch,
      laws: this.#laws,
      batchTime: task.batchTime,
      updates,
    }
    return task.kind === 'pipeline' ? runPipeline(tools, task) : runColumns(tools, task)
  }

  async stop(): Promise<void> {
    await this.#last
  }
}
