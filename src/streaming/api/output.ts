import { TAP109 } from '../../core/errors/tap109.ts'
import { printBlock, pprintBlock } from '../../core/text/batch-block.ts'
import { extend } from '../../core/extend.ts'
import { optional } from '../../core/options.ts'
import { Time } from '../../core/time.ts'
import { callSite } from '../../closure/call-site.ts'
import type { RDD } from '../../rdd/index.ts'
import { DStream } from '../dstream.ts'
import { foreachRDD } from '../operators/foreach-rdd.ts'
import { saveAsTextFiles } from '../operators/save-as-text-files.ts'
import type { AnyRDD } from '../graph/stream-node.ts'

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * Prints the first `num` elements of each batch as PySpark does, and `...` when there are more.
     * @example
     * ssc.queueStream([[['be', 2], ['or', 1]]]).pprint()   // prints ('be', 2) and ('or', 1)
     */
    pprint(num?: number | { num?: number }): void
    /**
     * Prints the first `num` elements of each batch as Scala does.
     * @example
     * ssc.queueStream([[['be', 2], ['or', 1]]]).print()   // prints (be,2) and (or,1)
     */
    print(num?: number | { num?: number }): void
    /**
     * Calls `f` with the RDD and the time of each batch, on the driver; it may be async and is awaited. Only actions
     * on the RDD compute something.
     * @example
     * const words = ssc.queueStream([['to', 'be']])
     * words.foreachRDD(async (rdd, time) => {
     *   console.log(time.format(), await rdd.collect())   // 2013-01-01 12:27:10 [ 'to', 'be' ]
     * })
     */
    foreachRDD(f: (rdd: RDD<T>, time: Time) => unknown): void
    /**
     * Each batch as text in a folder of its own, `prefix-<time in ms>` or `prefix-<time in ms>.suffix`, as
     * `saveAsTextFile` writes it; an empty batch has one too. A batch that is run again replaces its folder.
     * @throws TAP307 (the batch fails) when it cannot be written · TAP304 for `hdfs://` and the like
     * @example
     * counts.saveAsTextFiles('counts', 'txt')   // counts-1357008430000.txt/part-00000 …
     */
    saveAsTextFiles(prefix: string, suffix?: string | null | { suffix?: string }): void
  }
}

const EMPTY_WORD =
  "('', n) counts empty words: two spaces in a row, or an empty line, have an empty word between them.\n" +
  "  Fix: drop them:   .filter((word) => word !== '')"

const hasEmptyKey = (row: unknown): boolean =>
  Array.isArray(row) && row.length === 2 && row[0] === ''

type Block = (time: Time, elements: readonly unknown[], more: boolean) => string

const printing = (stream: DStream<unknown>, name: string, given: unknown, block: Block): void => {
  const site = callSite()
  const [num = 10] = optional(name, ['num'], [given], callSite) as [number | undefined]
  if (!Number.isInteger(num) || num < 0) {
    const expected = 'a whole number, 0 or more'
    throw TAP109({ what: `The number of elements of ${name}`, expected, got: String(num), site })
  }
  foreachRDD(stream, name, site, async (rdd, time) => {
    const rows = await rdd.take(num + 1)
    const more = rows.length > num
    if (rows.some(hasEmptyKey))
      stream.ssc.events.post({ type: 'Notice', once: 'empty word', text: EMPTY_WORD })
    stream.ssc.write(block(new Time(time), more ? rows.slice(0, num) : rows, more))
  })
}

extend(DStream, {
  pprint(this: DStream<unknown>, num?: unknown) {
    printing(this, 'pprint', num, pprintBlock)
  },
  print(this: DStream<unknown>, num?: unknown) {
    printing(this, 'print', num, printBlock)
  },
  saveAsTextFiles(this: DStream<unknown>, prefix: string, given?: unknown) {
    const site = callSite()
    if (typeof prefix !== 'string') {
      const what = 'The prefix of saveAsTextFiles'
      throw TAP109({ what, expected: 'a string', got: typeof prefix, site })
    }
    const [suffix] = optional('saveAsTextFiles', ['suffix'], [given], () => site)
    saveAsTextFiles(this, prefix, (suffix ?? '') as string, site)
  },
  foreachRDD(this: DStream<unknown>, f: (rdd: AnyRDD, time: Time) => unknown) {
    const site = callSite()
    if (typeof f !== 'function') {
      const got = f === null ? 'null' : typeof f
      throw TAP109({ what: 'The function of foreachRDD', expected: 'a function', got, site })
    }
    const { engine } = this.ssc.sparkContext
    foreachRDD(this, 'foreachRDD', site, (rdd, time) =>
      engine.call(
        'foreachRDD',
        site,
        this.ssc.callLimit,
        () => f(rdd, new Time(time)) as Promise<void>,
      ),
    )
  },
})
