import { expect, test } from 'vitest'

import type { Clock } from '../../core/clock.ts'
import { nextTurn } from '../../core/clock.ts'
import { paced } from './paced.ts'

/** Moves to the next alarm whenever everybody waits. */
class JumpingClock implements Clock {
  time = 1_000_000
  readonly #alarms = new Set<{ time: number; f: () => void }>()

  now(): number {
    return this.time
  }

  at(time: number, f: () => void): () => void {
    const alarm = { time, f }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }

  get alarms(): number {
    return this.#alarms.size
  }

  jump(): void {
    const [next] = [...this.#alarms].sort((a, b) => a.time - b.time)
    if (next === undefined) return
    this.#alarms.delete(next)
    this.time = Math.max(this.time, next.time)
    next.f()
  }
}

async function* pieces(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text)
}

const timesOf = async (texts: string[], rate: number, busy = 0): Promise<[number, string][]> => {
  const clock = new JumpingClock()
  const start = clock.now()
  const seen: [number, string][] = []
  const lines = paced(pieces(...texts), rate, clock, new AbortController().signal)
  for (;;) {
    const next = lines.next()
    await nextTurn()
    clock.jump()
    const { value } = await next
    if (value === undefined) return seen
    seen.push([clock.now() - start, String(value)])
    clock.time += busy
  }
}

test('5 lines per second are 200 ms apart, however they came', async () => {
  expect(await timesOf(['a\nb\n', 'c\nd\r\n'], 5)).toEqual([
    [0, 'a\n'],
    [200, 'b\n'],
    [400, 'c\n'],
    [600, 'd\r\n'],
  ])
})

test('lines due within the same millisecond go together and the mean is kept', async () => {
  const lines = await timesOf(['x\n'.repeat(5000)], 2500)
  expect(lines.map(([, text]) => text).join('')).toBe('x\n'.repeat(5000))
  expect(lines.at(-1)![0]).toBe(2000)
  expect(Math.max(...lines.map(([, text]) => text.length / 2))).toBe(3)
})

test('who waited for a client does not catch up with a burst', async () => {
  const times = (await timesOf(['a\nb\nc\n'], 1, 5000)).map(([time]) => time)
  expect(times).toEqual([0, 5000, 10_000])
})

test('an interrupted wait ends at once and leaves no alarm', async () => {
  const clock = new JumpingClock()
  const interrupt = new AbortController()
  const lines = paced(pieces('a\nb\n'), 0.001, clock, interrupt.signal)
  await lines.next()
  const second = lines.next()
  await nextTurn()
  interrupt.abort()
  expect((await second).done).toBe(true)
  expect(clock.alarms).toBe(0)
})
