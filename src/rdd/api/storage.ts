import { TAP109 } from '../../core/errors/tap109.ts'
import { TAP115 } from '../../core/errors/tap115.ts'
import { extend } from '../../core/extend.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import { RDD } from '../rdd.ts'
import { StorageLevel } from '../storage-level.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * Keeps the partitions in memory once they are computed: `persist(StorageLevel.MEMORY_ONLY)`.
     * @example
     * const words = sc.parallelize(['a', 'b']).map((word) => word.toUpperCase()).cache()
     * // The first action computes them, the second finds them in memory.
     * await words.count()     // 2
     * await words.collect()   // [ 'A', 'B' ]
     */
    cache(): this
    /**
     * Keeps the partitions once they are computed, where `storageLevel` says (default MEMORY_ONLY). Results never depend on
     * it: what finds no room is computed again.
     * @throws TAP115 when the RDD has another level already
     * @example
     * sc.range(10).persist(StorageLevel.DISK_ONLY).getStorageLevel().useDisk   // true
     */
    persist(storageLevel?: StorageLevel | { storageLevel?: StorageLevel }): this
    /**
     * Drops what is kept; another level may then be given.
     * @example
     * const words = sc.parallelize(['a', 'b']).cache()
     * words.unpersist().getStorageLevel() === StorageLevel.NONE   // true
     */
    unpersist(blocking?: boolean | { blocking?: boolean }): this
    /**
     * Where the partitions are kept; NONE when they are not.
     * @example
     * String(sc.range(3).cache().getStorageLevel())   // 'StorageLevel(memory, deserialized, 1 replicas)'
     */
    getStorageLevel(): StorageLevel
  }
}

/** The level that `persist` was given; MEMORY_ONLY when it was given none. */
export const storageLevel = (given: unknown, site: () => CallSite | undefined): StorageLevel => {
  const [level = StorageLevel.MEMORY_ONLY] = optional('persist', ['storageLevel'], [given], site)
  if (level instanceof StorageLevel) return level
  throw TAP109({
    what: 'The argument of persist',
    expected: 'a StorageLevel',
    got: level === null ? 'null' : typeof level,
    site: site(),
  })
}

const persist = (rdd: RDD<unknown>, asked: StorageLevel, site: CallSite | undefined): void => {
  const { engine } = rdd.context
  const present = engine.levelOf(rdd.node)
  if (present !== undefined && present !== asked) {
    throw TAP115({ present: String(present), asked: String(asked), site })
  }
  if (asked.isValid) engine.persist(rdd.node, asked)
}

extend(RDD, {
  cache(this: RDD<unknown>) {
    persist(this, StorageLevel.MEMORY_ONLY, callSite())
    return this
  },
  persist(this: RDD<unknown>, given?: unknown) {
    persist(this, storageLevel(given, callSite), callSite())
    return this
  },
  unpersist(this: RDD<unknown>, blocking?: unknown) {
    optional('unpersist', ['blocking'], [blocking], callSite)
    this.context.engine.forget(this.node)
    return this
  },
  getStorageLevel(this: RDD<unknown>) {
    return this.context.engine.levelOf(this.node) ?? StorageLevel.NONE
  },
})
