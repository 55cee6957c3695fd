import { afterEach, beforeEach } from 'vitest'
import { accumulatorLaws } from './accumulator-laws.ts'
import { attemptLaws } from './attempt-laws.ts'
import { columnsLaws } from './columns-laws.ts'
import { pipelineLaws } from './pipeline-laws.ts'
import { type MakeRunner, RunnerKit, type Skipped } from './runner-kit.ts'
import { shuffleLaws } from './shuffle-laws.ts'

/** The laws of `TaskRunner`, for each implementation; a gap is declared with its reason in `skip`. */
export const taskRunnerContract = (
  make: MakeRunner,
  { skip = [] }: { readonly skip?: readonly Skipped[] } = {},
): void => {
  const kit = new RunnerKit(make, skip)
  beforeEach(() => kit.begin())
  afterEach(() => kit.runner.stop())
  pipelineLaws(kit)
  shuffleLaws(kit)
  columnsLaws(kit)
  attemptLaws(kit)
  accumulatorLaws(kit)
}
