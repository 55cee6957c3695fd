import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runStreamTest } from 'tapstream/testing'

const REPEATS = process.env['TAP_SOAK'] === '1' ? 10_000 : 200
/** Calls of the kit that are made at the same time, and have to queue. */
const AT_ONCE = 4

const root = mkdtempSync(join(tmpdir(), 'tap repeats '))
afterAll(() => rmSync(root, { recursive: true }))
let folders = 0

/** Numbers that look random, the same in every run: a failure can be repeated. */
const randomFrom = (seed: number) => (below: number) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
  return (seed >>> 8) % below
}

type Pair = [word: string, n: number]

interface Job {
  readonly batches: readonly (Pair[] | null)[]
  readonly partitions: number
  readonly master: string
  readonly window: number
}

const jobOf = (seed: number): Job => {
  const random = randomFrom(seed)
  const pair = (): Pair => [`w${random(5)}`, random(100)]
  const batch = (): Pair[] | null =>
    random(6) === 0 ? null : Array.from({ length: random(12) }, pair)
  return {
    batches: Array.from({ length: 2 + random(5) }, batch),
    partitions: 1 + random(4),
    master: `local[${1 + random(3)}]`,
    window: 1 + random(3),
  }
}

const add = (a: number, b: number): number => a + b

const summed = (pairs: readonly Pair[]): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const [word, n] of pairs) sums.set(word, (sums.get(word) ?? 0) + n)
  return sums
}

const sortedOf = (pairs: readonly Pair[] | null): unknown =>
  pairs?.toSorted(([a], [b]) => (a < b ? -1 : 1)) ?? null

/** What plain arrays say. */
const expected = ({ batches, window }: Job) => {
  const upTo = (i: number, length: number): Pair[] =>
    batches.slice(Math.max(0, i + 1 - length), i + 1).flatMap((batch) => batch ?? [])
  const sums = (pairs: readonly Pair[]): unknown => sortedOf([...summed(pairs)])
  return {
    words: batches.map((batch) => batch && batch.map(([word]) => word)),
    sums: batches.map((batch) => batch && sums(batch)),
    windows: batches.map((_, i) => sums(upTo(i, window))),
    // There is no state before the first RDD.
    totals: batches.map((_, i) =>
      batches.slice(0, i + 1).every((batch) => batch === null) ? null : sums(upTo(i, i + 1)),
    ),
  }
}

const run = async ({ batches, window, ...options }: Job) => {
  const { words, sums, windows, totals } = await runStreamTest({
    inputs: { pairs: batches },
    ...options,
    checkpointDir: join(root, String(folders++)),
    build: (_, { pairs }) => ({
      words: pairs.map(([word]) => word),
      sums: pairs.reduceByKey(add),
      windows: pairs.reduceByKeyAndWindow(add, (a, b) => a - b, window, 1),
      totals: pairs.updateStateByKey((values, sum) => values.reduce(add, sum ?? 0)),
    }),
  })
  const sorted = (batchesOf: (Pair[] | null)[]) => batchesOf.map(sortedOf)
  return { words, sums: sorted(sums), windows: sorted(windows), totals: sorted(totals) }
}

it(`gives what arrays give, ${REPEATS} times in a row`, async () => {
  for (let seed = 0; seed < REPEATS; seed += AT_ONCE) {
    const jobs = Array.from({ length: AT_ONCE }, (_, i) => jobOf(seed + i))
    const results = await Promise.all(jobs.map(run))
    for (const [i, job] of jobs.entries()) {
      expect(results[i], `seed ${seed + i}`).toEqual(expected(job))
    }
  }
})
