import type { BatchInfo, EventBus, OutputOperationInfo } from '../../core/events.ts'
import { errorText } from '../../core/errors/error-text.ts'
import type { Clock } from '../../core/clock.ts'
import type { SparkContext } from '../../context/spark-context.ts'
import { knownRecords } from '../../rdd/plan/known-records.ts'
import { type JobSet, batchInfo, operationInfo } from './job-set.ts'
import { runOutput } from './run-output.ts'

export interface JobSetRunner {
  readonly sc: SparkContext
  readonly clock: Clock
  readonly events: EventBus
  /** Told of each failed output operation; the others run all the same. */
  readonly failed: (error: unknown) => void
  /** Told after each output operation how many jobs it ran, and how many records went into its RDD. */
  readonly did: (operation: OutputOperationInfo, jobs: number, records: number) => void
  /** Told when all of them are done. */
  readonly done: (batch: BatchInfo) => void
}

/**
 * Runs the output operations of a batch, one at a time, in the order of their definition.
 * True when the last one succeeded: only then may the batch be cleaned up.
 */
export const runJobSet = async (runner: JobSetRunner, set: JobSet): Promise<boolean> => {
  const { sc, clock, events } = runner
  const done: OutputOperationInfo[] = []
  const processingStartTime = clock.now()
  const infos = () => set.jobs.map((job) => done[job.id] ?? operationInfo(set, job))
  events.post({ type: 'BatchStarted', batch: batchInfo(set, infos(), { processingStartTime }) })
  let succeeded = true
  for (const job of set.jobs) {
    const startTime = clock.now()
    const started = operationInfo(set, job, { startTime })
    events.post({ type: 'OutputOperationStarted', operation: started })
    const before = sc.jobs
    let failureReason: string | undefined
    try {
      const { localProperties } = sc
      await localProperties.run(localProperties.present, () => runOutput(set.time, job))
    } catch (error) {
      failureReason = (error as Error).stack ?? errorText(error)
      runner.failed(error)
    }
    succeeded = failureReason === undefined
    const operation = { ...started, endTime: clock.now(), failureReason }
    done[job.id] = operation
    events.post({ type: 'OutputOperationCompleted', operation })
    const jobs = sc.jobs - before
    runner.did(operation, jobs, jobs > 0 ? 0 : knownRecords(job.rdd.node))
  }
  const processingEndTime = clock.now()
  const times = { processingStartTime, processingEndTime }
  const batch = batchInfo(set, infos(), times)
  events.post({ type: 'BatchCompleted', batch })
  runner.done(batch)
  return succeeded
}
