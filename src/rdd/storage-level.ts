interface Where {
  readonly useDisk?: boolean
  readonly useMemory?: boolean
  readonly useOffHeap?: boolean
  readonly deserialized?: boolean
  readonly replication?: number
}

/**
 * Where the partitions of a persisted RDD are kept. All of Spark's names exist. Here rows in memory are kept as they
 * are, and one copy is made: `_SER`, `_2`, `_3` and `OFF_HEAP` say the same as the names without them
 * (OFF_HEAP as MEMORY_AND_DISK).
 *
 * - memory: up to `spark.tap.storage.memory` in all; the partition that was not used for the longest time makes room
 * - disk: what finds no room in memory is written to a temporary folder, and what cannot be written is computed again
 * - memory only: what finds no room is computed again
 * @example
 * const words = sc.parallelize(['a', 'b']).persist(StorageLevel.MEMORY_AND_DISK)
 * words.getStorageLevel().useDisk   // true
 */
export class StorageLevel {
  readonly useDisk: boolean
  readonly useMemory: boolean
  readonly useOffHeap: boolean
  readonly deserialized: boolean
  readonly replication: number

  private constructor(where: Where) {
    this.useDisk = where.useDisk ?? false
    this.useMemory = where.useMemory ?? false
    this.useOffHeap = where.useOffHeap ?? false
    this.deserialized = where.deserialized ?? false
    this.replication = where.replication ?? 1
    Object.freeze(this)
  }

  static readonly NONE = new StorageLevel({})
  static readonly DISK_ONLY = new StorageLevel({ useDisk: true })
  static readonly DISK_ONLY_2 = new StorageLevel({ useDisk: true, replication: 2 })
  static readonly DISK_ONLY_3 = new StorageLevel({ useDisk: true, replication: 3 })
  static readonly MEMORY_ONLY = new StorageLevel({ useMemory: true, deserialized: true })
  static readonly MEMORY_ONLY_2 = new StorageLevel({
    useMemory: true,
    deserialized: true,
    replication: 2,
  })
  static readonly MEMORY_ONLY_SER = new StorageLevel({ useMemory: true })
  static readonly MEMORY_ONLY_SER_2 = new StorageLevel({ useMemory: true, replication: 2 })
  static readonly MEMORY_AND_DISK = new StorageLevel({
    useDisk: true,
    useMemory: true,
    deserialized: true,
  })
  static readonly MEMORY_AND_DISK_2 = new StorageLevel({
    useDisk: true,
    useMemory: true,
    deserialized: true,
    replication: 2,
  })
  static readonly MEMORY_AND_DISK_SER = new StorageLevel({ useDisk: true, useMemory: true })
  static readonly MEMORY_AND_DISK_SER_2 = new StorageLevel({
    useDisk: true,
    useMemory: true,
    replication: 2,
  })
  /** PySpark's name for what MEMORY_AND_DISK is here. */
  static readonly MEMORY_AND_DISK_DESER = StorageLevel.MEMORY_AND_DISK
  static readonly OFF_HEAP = new StorageLevel({ useDisk: true, useMemory: true, useOffHeap: true })

  /** Whether anything is kept. */
  get isValid(): boolean {
    return this.useDisk || this.useMemory
  }

  /** Spark's text: `StorageLevel(disk, memory, deserialized, 1 replicas)`. */
  toString(): string {
    const words = [
      this.useDisk ? 'disk' : '',
      this.useMemory ? 'memory' : '',
      this.useOffHeap ? 'offheap' : '',
      this.deserialized ? 'deserialized' : '',
      `${this.replication} replicas`,
    ]
    return `StorageLevel(${words.filter((word) => word !== '').join(', ')})`
  }
}
