import { describe } from 'vitest'
import { taskRunnerContract } from '../../src/exec/runners/contract/task-runner-contract.ts'
import { InlineRunner } from '../../src/exec/runners/inline/inline-runner.ts'
import { Slices } from '../../src/exec/scheduler/slice.ts'

describe('InlineRunner', () => {
  taskRunnerContract((events) => new InlineRunner(events, new Slices()))
})

describe('InlineRunner, entered through a door as under tap run', () => {
  taskRunnerContract((events) => {
    const slices = new Slices()
    slices.enterThrough((slice) => slice())
    return new InlineRunner(events, slices)
  })
})
