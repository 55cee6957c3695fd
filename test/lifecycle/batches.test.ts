import { describe, expect, it } from 'vitest'
import type { StreamBatch } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { code, counting, gate, outcome, stopAfterEach, streams } from './streams.ts'

stopAfterEach()

const plain = <T>({ time, elements }: StreamBatch<T>): [number, T[]] => [
  time.milliseconds,
  elements,
]

/** Everything a loop reads, and how it ends. */
const readAll = async <T>(batches: AsyncIterable<StreamBatch<T>>, into: unknown[] = []) => {
  for await (const batch of batches) into.push(plain(batch))
  return into
}

describe('for await over batches()', () => {
  it('reads each batch once, in order, and ends when the context has stopped', async () => {
    const { ssc, clock } = streams()
    const reading = readAll(counting(ssc).batches())
    ssc.start()
    await clock.advance(3)
    expect(await outcome(reading)).toBe('pending')
    await ssc.stop()
    expect(await reading).toEqual([
      [1000, [0]],
      [2000, [1]],
      [3000, [2]],
    ])
  })

  it('has batches that came before the loop began, and those of a graceful stop', async () => {
    const { ssc, clock } = streams()
    const batches = counting(ssc).batches()
    ssc.start()
    await clock.advance(2)
    await ssc.stop({ stopGracefully: true })
    expect(await readAll(batches)).toEqual([
      [1000, [0]],
      [2000, [1]],
    ])
  })

  it('has a batch only when all of its outputs are done', async () => {
    const { ssc, clock } = streams()
    const { opened, open } = gate()
    const numbers = counting(ssc)
    const batches = numbers.batches()
    numbers.foreachRDD(() => opened)
    ssc.start()
    const first = batches.next()
    const moved = clock.advance(1)
    expect(await outcome(first)).toBe('pending')
    open()
    await moved
    expect((await first).value?.elements).toEqual([0])
  })

  it('has none where the stream has no RDD', async () => {
    const { ssc, clock } = streams()
    const reading = readAll(counting(ssc).window(2, 2).batches())
    ssc.start()
    await clock.advance(4)
    await ssc.stop()
    expect(await reading).toEqual([
      [2000, [0, 1]],
      [4000, [2, 3]],
    ])
  })

  it('may stop the context from inside', async () => {
    const { ssc, clock } = streams()
    const batches = counting(ssc).batches()
    ssc.start()
    const seen: unknown[] = []
    const loop = (async () => {
      for await (const { elements } of batches) {
        seen.push(elements)
        if (seen.length === 2) await ssc.stop({ stopGracefully: true })
      }
    })()
    await clock.advance(2)
    await loop
    expect(seen).toEqual([[0], [1]])
  })

  it('is one loop of several, each with its own batches', async () => {
    const { ssc, clock } = streams()
    const numbers = counting(ssc)
    const loops = [numbers.batches(), numbers.map((n) => n * 10).batches()].map((one) =>
      readAll(one),
    )
    ssc.start()
    await clock.advance(2)
    await ssc.stop()
    expect(await Promise.all(loops)).toEqual([
      [
        [1000, [0]],
        [2000, [1]],
      ],
      [
        [1000, [0]],
        [2000, [10]],
      ],
    ])
  })

  it('ends at once where the context never ran', async () => {
    const { ssc } = streams()
    const batches = counting(ssc).batches()
    await ssc.stop()
    expect(await readAll(batches)).toEqual([])
  })

  it('is asked for before the start', async () => {
    const { ssc } = streams()
    const numbers = counting(ssc)
    numbers.pprint()
    ssc.start()
    expect(() => numbers.batches()).toThrow(code('TAP103') as Error)
  })
})

describe('a slow loop', () => {
  it('holds up the seventeenth batch, and what comes after it', async () => {
    const { ssc, clock, events } = streams()
    let computed = 0
    const batches = counting(ssc, 30)
      .map((n) => (computed++, n))
      .batches()
    ssc.start()
    await clock.advance(16)
    const moved = clock.advance(4)
    expect(await outcome(moved)).toBe('pending')
    expect([computed, ssc.waitingBatches]).toEqual([16, 1])
    const notices = events.flatMap((event) => (event.type === 'Notice' ? [event] : []))
    expect(notices).toMatchObject([{ site: { file: import.meta.filename } }])
    expect(notices[0]!.text).toMatch(/^16 batches wait for a loop.*\n {2}Fix: .*for await/)
    for (let i = 0; i < 4; i++) {
      expect((await batches.next()).value?.elements).toEqual([i])
    }
    await moved
    expect(computed).toBe(20)
  })

  it('holds nothing up from the stop on', async () => {
    const { ssc, clock } = streams()
    const batches = counting(ssc, 30).batches()
    ssc.start()
    void clock.advance(17)
    expect(await outcome(new Promise(() => undefined))).toBe('pending')
    await ssc.stop({ stopGracefully: true })
    expect(await readAll(batches)).toHaveLength(17)
  })
})

describe('a loop that is left', () => {
  it('lets the job go on without collecting', async () => {
    const { ssc, clock, said } = streams()
    let computed = 0
    const numbers = counting(ssc)
    const batches = numbers.map((n) => (computed++, n)).batches()
    const rest: unknown[] = []
    numbers.foreachRDD(async (rdd) => rest.push(...(await rdd.collect())))
    ssc.start()
    await clock.advance(1)
    for await (const { elements } of batches) {
      expect(elements).toEqual([0])
      break
    }
    await clock.advance(19)
    expect([computed, rest.length]).toEqual([1, 20])
    expect(await batches.next()).toEqual({ value: undefined, done: true })
    expect(said()).not.toContain('Notice')
  })
})

describe('the error of a batch', () => {
  const failing = (at: number) => {
    const made = streams()
    const numbers = counting(made.ssc)
    const batches = numbers
      .map((n) => {
        if (n === at) throw new Error('broken')
        return n
      })
      .batches()
    return { ...made, numbers, batches }
  }

  it('comes out of the loop after the batches before it; it has been told', async () => {
    const { ssc, clock, batches, events } = failing(2)
    const seen: unknown[] = []
    const loop = readAll(batches, seen)
    ssc.start()
    await clock.advance(5)
    await expect(loop).rejects.toMatchObject({ code: 'TAP501', cause: { message: 'broken' } })
    expect(seen).toEqual([
      [1000, [0]],
      [2000, [1]],
    ])
    expect(ssc.keptError).toBeUndefined()
    expect(events.filter(({ type }) => type === 'BatchFailed')).toMatchObject([{ awaited: true }])
    expect(ssc.getState()).toBe('ACTIVE')
    expect(await batches.next()).toEqual({ value: undefined, done: true })
  })

  it('may be of another output', async () => {
    const { ssc, clock } = streams()
    const numbers = counting(ssc)
    const loop = readAll(numbers.batches())
    numbers.foreachRDD(() => {
      throw new Error('elsewhere')
    })
    ssc.start()
    void clock.advance(1)
    await expect(loop).rejects.toMatchObject({ cause: { message: 'elsewhere' } })
  })

  it('is kept until a loop begins, which then takes it', async () => {
    const { ssc, clock, batches, said } = failing(1)
    ssc.start()
    await clock.advance(3)
    expect(ssc.keptError).toBeDefined()
    const seen: unknown[] = []
    await expect(readAll(batches, seen)).rejects.toMatchObject({ code: 'TAP501' })
    expect(seen).toEqual([[1000, [0]]])
    expect(ssc.keptError).toBeUndefined()
    expect(said()).toContain('BatchErrorTaken')
  })

  it('is nothing to a loop that was left', async () => {
    const { ssc, clock, batches } = failing(1)
    ssc.start()
    await clock.advance(1)
    for await (const _ of batches) break
    await clock.advance(1)
    expect(ssc.keptError).toBeUndefined()
  })
})

it('runs beside what runStreamTest observes', async () => {
  let reading: Promise<unknown[]> | undefined
  const { numbers } = await runStreamTest({
    inputs: { numbers: [[1], [2]] },
    build: (_, inputs) => {
      reading = readAll(inputs.numbers.batches())
      return inputs
    },
  })
  expect(numbers).toEqual([[1], [2]])
  expect(await reading).toEqual([
    [1000, [1]],
    [2000, [2]],
  ])
})
