import { TAP405 } from './errors/tap405.ts'

declare const brand: unique symbol

/** A number of milliseconds: a length of time, or a point in time since the Unix epoch. */
export type Millis = number & { readonly [brand]?: 'Millis' }

/** A length of time with a unit, as Spark's `Duration`. */
export class Duration {
  readonly milliseconds: Millis

  constructor(milliseconds: number) {
    this.milliseconds = Math.trunc(milliseconds)
  }

  toString(): string {
    return `${this.milliseconds} ms`
  }
}

/**
 * What every duration argument takes: a number of **seconds** (fractions allowed, cut to whole milliseconds, as in
 * PySpark), `Seconds(1)`, `Milliseconds(250)`, `Minutes(1)`, or text such as `'30 seconds'`, `'250ms'`, `'1 min'`.
 */
export type DurationLike = Duration | number | string

export const Milliseconds = (n: number): Duration => new Duration(n)
export const Seconds = (n: number): Duration => new Duration(n * 1000)
export const Minutes = (n: number): Duration => new Duration(n * 60_000)

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(ms|millis(econds?)?|milliseconds?)$/, 1],
  [/^(s|secs?|seconds?)$/, 1000],
  [/^(m|mins?|minutes?)$/, 60_000],
  [/^(h|hrs?|hours?)$/, 3_600_000],
  [/^(d|days?)$/, 86_400_000],
]

const parse = (text: string): number => {
  const [, digits, unit = 's'] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? []
  const factor = UNITS.find(([name]) => name.test((unit || 's').toLowerCase()))?.[1]
  return digits === undefined || factor === undefined ? Number.NaN : Number(digits) * factor
}

/** Whole milliseconds of a duration; TAP405 when it is not a positive, finite length of time. */
export const toMillis = (value: DurationLike, name = 'duration'): Millis => {
  // A hair is added because 0.001 * 1000 may fall just short of a whole number.
  const raw =
    value instanceof Duration
      ? value.milliseconds
      : typeof value === 'number'
        ? value * 1000
        : typeof value === 'string'
          ? parse(value)
          : Number.NaN
  const millis = Math.trunc(raw + 1e-6)
  if (!Number.isSafeInteger(millis) || millis <= 0) throw TAP405({ name, value })
  return millis
}
