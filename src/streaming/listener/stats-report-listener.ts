import { distribution } from './distribution.ts'
import type { BatchInfo } from './infos.ts'
import type { StreamingListener } from './streaming-listener.ts'

/**
 * After each batch tells how long the last `numBatchInfos` batches took: from their submission to their end, and from
 * their start to their end. On stderr, since stdout belongs to the results.
 * @example
 * ssc.addStreamingListener(new StatsReportListener(20))
 * // Total delay: (count: 2, mean: 5.500000, stdev: 0.500000, max: 6.000000, min: 5.000000)
 * //         0%      5%      10%     25%     50%     75%     90%     95%     100%
 * //         5.0 ms  5.0 ms  5.0 ms  5.0 ms  6.0 ms  6.0 ms  6.0 ms  6.0 ms  6.0 ms
 * // Processing time: …
 */
export class StatsReportListener implements StreamingListener {
  readonly #kept: number
  readonly #write: (text: string) => void
  #infos: BatchInfo[] = []

  /**
   * @param numBatchInfos how many batches to look back at; default 10
   * @param write where the text goes; default: stderr
   */
  constructor(
    numBatchInfos = 10,
    write: (text: string) => void = (text) => void process.stderr.write(text),
  ) {
    this.#kept = numBatchInfos
    this.#write = write
  }

  onBatchCompleted({ batchInfo }: { readonly batchInfo: BatchInfo }): void {
    this.#infos = [...this.#infos, batchInfo].slice(-this.#kept)
    const known = (delay: 'totalDelay' | 'processingDelay'): number[] =>
      this.#infos.flatMap((info) => info[delay] ?? [])
    this.#write(
      distribution('Total delay: ', known('totalDelay')) +
        distribution('Processing time: ', known('processingDelay')),
    )
  }
}
