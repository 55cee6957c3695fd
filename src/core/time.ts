import type { Millis } from './duration.ts'
import { TAP406 } from './errors/tap406.ts'

const two = (n: number): string => String(n).padStart(2, '0')

/** Local time as Python's `str(datetime)` shows it: microseconds only when there are any. */
const formatLocal = (d: Date): string => {
  const ms = d.getMilliseconds()
  const day = `${String(d.getFullYear()).padStart(4, '0')}-${two(d.getMonth() + 1)}-${two(d.getDate())}`
  const clock = `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`
  return `${day} ${clock}${ms === 0 ? '' : `.${String(ms).padStart(3, '0')}000`}`
}

/** A batch time. */
export class Time {
  readonly milliseconds: Millis

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds
  }

  toDate(): Date {
    return new Date(this.milliseconds)
  }

  /** `2013-01-01 12:27:10`, in the process's time zone, with `.ffffff` when the milliseconds are not 0. */
  format(): string {
    return formatLocal(this.toDate())
  }

  /** `1357008430000 ms`, as Scala prints it. */
  toString(): string {
    return `${this.milliseconds} ms`
  }

  valueOf(): number {
    return this.milliseconds
  }
}

/** Python's order is `(time, rdd)`, ours `(rdd, time)`: whoever swaps them meets this instead of "is not a function". */
const RDD_NAMES =
  'aggregate cache collect count countByValue filter first flatMap foreach foreachPartition getNumPartitions isEmpty ' +
  'join map mapPartitions mapValues reduce reduceByKey repartition saveAsTextFile sortBy sortByKey take top union'

for (const name of RDD_NAMES.split(' ')) {
  Object.defineProperty(Time.prototype, name, {
    get(): never {
      throw TAP406({ name, of: 'time' })
    },
  })
}
