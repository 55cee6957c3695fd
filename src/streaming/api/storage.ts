import { extend } from '../../core/extend.ts'
import { callSite } from '../../closure/call-site.ts'
import { storageLevel } from '../../rdd/api/storage.ts'
import { StorageLevel } from '../../rdd/storage-level.ts'
import { DStream } from '../dstream.ts'

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * Keeps the RDDs of this stream in memory as long as the stream remembers them, so that several outputs and windows
     * do not compute them again: `persist(StorageLevel.MEMORY_ONLY)`.
     * @throws TAP111 after the start
     * @example
     * const words = lines.flatMap((line) => line.split(' ')).cache()
     * words.count().pprint()
     * words.pprint()
     */
    cache(): this
    /**
     * Keeps the RDDs of this stream where `storageLevel` says (default MEMORY_ONLY) as long as the stream remembers
     * them. What finds no room is computed again from the batch's input.
     * @throws TAP111 after the start
     * @example
     * const words = lines.flatMap((line) => line.split(' ')).persist(StorageLevel.MEMORY_AND_DISK)
     * words.window(30, 10).count().pprint()
     */
    persist(storageLevel?: StorageLevel | { storageLevel?: StorageLevel }): this
  }
}

extend(DStream, {
  cache(this: DStream<unknown>) {
    this.ssc.checkUnstarted('cache()', callSite())
    this.ssc.graph.persist(this.node, StorageLevel.MEMORY_ONLY)
    return this
  },
  persist(this: DStream<unknown>, given?: unknown) {
    this.ssc.checkUnstarted('persist()', callSite())
    this.ssc.graph.persist(this.node, storageLevel(given, callSite))
    return this
  },
})
