// Checked by tsc alone: what sources and listeners know of their types.
import { type BatchInfo, type DStream, Receiver, type StreamingContext } from 'tapstream'

declare const ssc: StreamingContext

class Readings extends Receiver<[sensor: string, value: number]> {
  onStart(): void {
    this.store(['a', 1])
    void this.storeAll(new Map([['b', 2]]))
    // @ts-expect-error: a reading has a value
    this.store(['a'])
    // @ts-expect-error: readings have numbers
    void this.storeAll([['a', 'b']])
  }
  async onStop(): Promise<void> {}
}

const sums: DStream<[string, number]> = ssc
  .receiverStream(new Readings())
  .reduceByKey((a, b) => a + b)
void sums

// @ts-expect-error: without onStop it is no receiver
class Half extends Receiver<string> {
  onStart(): void {}
}
void Half

const lengths: DStream<number> = ssc.socketStream('localhost', 9999, async function* (chunks) {
  for await (const chunk of chunks) yield chunk.length
})
void lengths

const text: DStream<string> = ssc.fileStream('.', { filter: (name) => name.endsWith('.log') })
const alsoText: DStream<string> = ssc.fileStream('.', (name, path) => name !== path, false)
const bytes: DStream<number> = ssc.fileStream('.', { format: (content) => content })
void [text, alsoText, bytes]
// @ts-expect-error: there is no such format
void ssc.fileStream('.', { format: 'parquet' })

ssc.addStreamingListener({
  onBatchCompleted: ({ batchInfo, totalDelay, batchTime }) => {
    const delay: number | undefined = totalDelay
    const info: BatchInfo = batchInfo
    void [delay, info, batchTime.format()]
  },
  onStreamingStarted: async ({ time }) => void time.toFixed(),
})
// @ts-expect-error: there is no such callback
ssc.addStreamingListener({ onBatchComplete: () => undefined })
