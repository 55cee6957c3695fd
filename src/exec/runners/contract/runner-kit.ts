import { expect, it } from 'vitest'
import type { KeyedColumns, KeySpacePartition } from '../../../columns/key-space.ts'
import { EventBus, type TapEvent } from '../../../core/events.ts'
import type { ColumnsWork, TaskRunner } from '../../scheduler/task.ts'
import { columnsTask, pipeline } from './test-tasks.ts'

export interface Skipped {
  readonly reason: string
  /** Names of laws. */
  readonly tests: readonly string[]
}

export type MakeRunner = (events: EventBus) => TaskRunner | Promise<TaskRunner>

/** What the laws of a runner are written with: a fresh runner per test, and short words for its tasks. */
export class RunnerKit {
  readonly #make: MakeRunner
  readonly #skip: readonly Skipped[]
  runner!: TaskRunner
  events: TapEvent[] = []

  constructor(make: MakeRunner, skip: readonly Skipped[]) {
    this.#make = make
    this.#skip = skip
  }

  async begin(): Promise<void> {
    const bus = new EventBus()
    this.events = []
    bus.on((event) => this.events.push(event))
    this.runner = await this.#make(bus)
  }

  law(name: string, test: () => Promise<void>): void {
    const reason = this.#skip.find(({ tests }) => tests.includes(name))?.reason
    const note = reason === undefined ? '' : ` (${reason})`
    it.skipIf(reason !== undefined)(`${name}${note}`, async () => {
      expect.hasAssertions()
      await test()
    })
  }

  /** The result of a pipeline over rows. */
  async value(...args: Parameters<typeof pipeline>): Promise<unknown> {
    return (await this.runner.run(pipeline(...args))).value
  }

  /** Columns as the engine keeps them: their ids held. */
  async columns(space: KeySpacePartition, work: ColumnsWork): Promise<KeyedColumns> {
    const made = (await this.runner.run(columnsTask(space, work))).value as KeyedColumns
    space.hold(made.ids)
    return made
  }
}
