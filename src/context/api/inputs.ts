import { TAP109 } from '../../core/errors/tap109.ts'
import { extend } from '../../core/extend.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { filesOf } from '../../io/local-splits.ts'
import { groupedFiles } from '../../io/whole-files.ts'
import { RDD } from '../../rdd/index.ts'
import { inputNode } from '../../rdd/operators/input.ts'
import { range } from '../../rdd/operators/range.ts'
import { partitionCount } from '../../rdd/task.ts'
import { SparkContext } from '../spark-context.ts'

interface RangeOptions {
  end?: number
  step?: number
  numSlices?: number
}

declare module '../spark-context.ts' {
  interface SparkContext {
    /**
     * The whole numbers from `start` up to `end`, which is left out; with one number, those from 0 up to it. A negative
     * `step` counts down. Numbers are made when they are needed, and cut evenly into `numSlices` partitions.
     * @throws TAP109 for what is no whole number, and for a step of 0
     * @example
     * await sc.range(5).collect()                       // [ 0, 1, 2, 3, 4 ]
     * await sc.range(1, 10, 3).collect()                // [ 1, 4, 7 ]
     * await sc.range(4, { numSlices: 2 }).glom().collect()   // [ [ 0, 1 ], [ 2, 3 ] ]
     */
    range(
      start: number,
      end?: number | null | RangeOptions,
      step?: number | Omit<RangeOptions, 'end'>,
      numSlices?: number | Pick<RangeOptions, 'numSlices'>,
    ): RDD<number>
    /**
     * The files of a path (a folder, a pattern, or several with commas between), each as one pair of its name
     * (`file:/tmp/lab/a.txt`) and its text. Small files share partitions: about `minPartitions` in all (default: 2 at most).
     * @throws TAP303 when the path does not exist
     * @example
     * await sc.wholeTextFiles('books').map(([, text]) => text.split(' ').length).collect()   // [ 2, 4 ]
     */
    wholeTextFiles(
      path: string,
      minPartitions?: number | { minPartitions?: number },
    ): RDD<[name: string, text: string]>
  }
}

const whole = (what: string, given: unknown): number => {
  if (Number.isSafeInteger(given)) return given as number
  const got = typeof given === 'number' ? String(given) : given === null ? 'null' : typeof given
  throw TAP109({ what: `The ${what} of range`, expected: 'a whole number', got, site: callSite() })
}

extend(SparkContext, {
  range(this: SparkContext, first: unknown, ...given: unknown[]) {
    this.checkActive('range')
    const named = optional('range', ['end', 'step', 'numSlices'], given, callSite)
    const [end, by = 1, slices] = named
    const one = end === undefined || end === null
    const step = whole('step', by)
    if (step === 0) {
      throw TAP109({
        what: 'The step of range',
        expected: 'a number that is not 0',
        got: '0',
        site: callSite(),
      })
    }
    const numbers = {
      start: one ? 0 : whole('start', first),
      end: one ? whole('end', first) : whole('end', end),
      step,
    }
    const n = partitionCount(slices, 'range', callSite) ?? this.defaultParallelism
    return new RDD(this, range(numbers, n, callSite()))
  },
  wholeTextFiles(this: SparkContext, path: string, minPartitions?: unknown) {
    this.checkActive('wholeTextFiles')
    const [given] = optional('wholeTextFiles', ['minPartitions'], [minPartitions], callSite)
    const n = partitionCount(given, 'wholeTextFiles', callSite) ?? this.defaultMinPartitions
    const site = callSite()
    const partitions = groupedFiles(filesOf(path, site), n).map(
      (files) => ({ kind: 'whole', files }) as const,
    )
    return new RDD(this, inputNode(partitions, 'wholeTextFiles', site))
  },
})
