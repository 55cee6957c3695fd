import { TAP109 } from '../../core/errors/tap109.ts'
import { scalaText } from '../../core/text/scala-text.ts'
import { callSite } from '../../closure/call-site.ts'
import { AccumulatorV2 } from './accumulator-v2.ts'

interface Sum {
  readonly sum: number
  readonly count: number
}

/** A sum of numbers, and how many there were. */
abstract class SumAccumulator extends AccumulatorV2<number, number, Sum> {
  start(): Sum {
    return { sum: 0, count: 0 }
  }

  /** The sum of what was added; 0 when nothing was. */
  get value(): number {
    return this.state.sum
  }

  /** The same as `value`. */
  get sum(): number {
    return this.state.sum
  }

  /** How many numbers were added. */
  get count(): number {
    return this.state.count
  }

  /** Their mean; NaN when nothing was added. */
  get avg(): number {
    const { sum, count } = this.state
    return sum / count
  }

  get isZero(): boolean {
    const { sum, count } = this.state
    return sum === 0 && count === 0
  }

  protected merged(a: Sum, b: Sum): Sum {
    return { sum: a.sum + b.sum, count: a.count + b.count }
  }

  protected get shown(): string {
    return scalaText(this.value)
  }

  protected added({ sum, count }: Sum, x: number): Sum {
    if (!this.fits(x)) {
      const what = `What is added to a ${this.kind}`
      throw TAP109({ what, expected: this.expected, got: shownOf(x), site: callSite() })
    }
    return { sum: sum + x, count: count + 1 }
  }

  protected abstract readonly expected: string
  protected abstract fits(x: unknown): boolean
}

const shownOf = (x: unknown): string => (typeof x === 'number' ? String(x) : `a ${typeof x}`)

/**
 * Sums whole numbers.
 * @example
 * const lines = sc.longAccumulator('lines')
 * await sc.parallelize(['a', 'b']).foreach(() => lines.add(1))
 * console.log(lines.sum, lines.count, lines.avg)   // 2 2 1
 */
export class LongAccumulator extends SumAccumulator {
  protected readonly kind = 'LongAccumulator'
  protected readonly expected = 'a whole number'

  protected fits(x: unknown): boolean {
    return Number.isInteger(x)
  }
}

/**
 * Sums numbers.
 * @example
 * const total = sc.doubleAccumulator('total')
 * await sc.parallelize([0.5, 1]).foreach((x) => total.add(x))
 * console.log(total.value, total.avg)   // 1.5 0.75
 */
export class DoubleAccumulator extends SumAccumulator {
  protected readonly kind = 'DoubleAccumulator'
  protected readonly expected = 'a number'

  protected fits(x: unknown): boolean {
    return typeof x === 'number'
  }
}
