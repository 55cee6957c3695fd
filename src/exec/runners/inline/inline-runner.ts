import type { EventBus } from '../../../core/events.ts'
import { StageCode } from '../../compile/stage-code.ts'
import { Kernels } from '../../compile/specialise.ts'
import type { Entering, Slices } from '../../scheduler/slice.ts'
import type { Task, TaskResult, TaskRunner } from '../../scheduler/task.ts'
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

  constructor(events: EventBus, slices: Slices) {
    this.#slices = slices
    this.#code = new StageCode(events)
    this.#kernels = new Kernels(events)
  }

  /** Tasks of concurrent jobs queue: scratch space and the watch are shared. */
  async run(task: Task, entering: Entering = 'brisk'): Promise<TaskResult> {
    const before = this.#running++ === 0 ? undefined : this.#last
    const result =
      before === undefined
        ? this.#run(task, entering)
        : before.then(() => this.#run(task, entering))
    const done = (): void => void this.#running--
    this.#last = result.then(done, done)
    return result
  }

  #run(task: Task, entering: Entering): Promise<TaskResult> {
    this.#slices.enterAs(entering)
    const tools = {
      slices: this.#slices,
      code: this.#code,
      kernels: this.#kernels,
      watch: this.watch,
      batchTime: task.batchTime,
    }
    return task.kind === 'pipeline' ? runPipeline(tools, task) : runColumns(tools, task)
  }

  async stop(): Promise<void> {
    await this.#last
  }
}
