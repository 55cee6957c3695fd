import { floatText, numberText } from '../core/text/number-text.ts'

/**
 * Count, mean, variance and extremes of numbers, taken in one by one (Welford) and put together with others (Chan).
 * @example
 * const stats = new StatCounter([1, 2, 3])
 * console.log(stats.mean(), repr(stats))
 * // 2 (count: 3, mean: 2.0, stdev: 0.816496580927726, max: 3, min: 1)
 */
export class StatCounter {
  #count = 0
  #mean = 0
  /** Sum of the squares of the distances to the mean. */
  #squares = 0
  #max = -Infinity
  #min = Infinity

  constructor(values: Iterable<number> = []) {
    for (const value of values) this.#add(value)
  }

  /** Takes in a number, or what another counter has; gives this counter back. */
  merge(other: number | StatCounter): this {
    if (typeof other === 'number') this.#add(other)
    else this.mergeStats(other)
    return this
  }

  /** Takes in what another counter has; gives this counter back. */
  mergeStats(other: StatCounter): this {
    const [n, m] = [this.#count, other.#count]
    if (m === 0) return this
    const delta = other.#mean - this.#mean
    const squares = other.#squares + (delta * delta * n * m) / (n + m)
    if (n === 0) this.#mean = other.#mean
    else if (m * 10 < n) this.#mean += (delta * m) / (n + m)
    else if (n * 10 < m) this.#mean = other.#mean - (delta * n) / (n + m)
    else this.#mean = (this.#mean * n + other.#mean * m) / (n + m)
    this.#squares += squares
    this.#count += m
    this.#max = Math.max(this.#max, other.#max)
    this.#min = Math.min(this.#min, other.#min)
    return this
  }

  copy(): StatCounter {
    return new StatCounter().mergeStats(this)
  }

  count(): number {
    return this.#count
  }

  /** 0 without a number. */
  mean(): number {
    return this.#mean
  }

  sum(): number {
    return this.#count * this.#mean
  }

  /** -Infinity without a number. */
  max(): number {
    return this.#max
  }

  /** Infinity without a number. */
  min(): number {
    return this.#min
  }

  /** Of the whole population: NaN without a number. */
  variance(): number {
    return this.#count === 0 ? Number.NaN : this.#squares / this.#count
  }

  /** Of a sample (n - 1): NaN below two numbers. */
  sampleVariance(): number {
    return this.#count <= 1 ? Number.NaN : this.#squares / (this.#count - 1)
  }

  stdev(): number {
    return Math.sqrt(this.variance())
  }

  sampleStdev(): number {
    return Math.sqrt(this.sampleVariance())
  }

  toString(): string {
    const [mean, stdev] = [floatText(this.#mean), floatText(this.stdev())]
    const [max, min] = [numberText(this.#max), numberText(this.#min)]
    return `(count: ${this.#count}, mean: ${mean}, stdev: ${stdev}, max: ${max}, min: ${min})`
  }

  #add(value: number): void {
    const delta = value - this.#mean
    this.#count++
    this.#mean += delta / this.#count
    this.#squares += delta * (value - this.#mean)
    this.#max = Math.max(this.#max, value)
    this.#min = Math.min(this.#min, value)
  }
}
