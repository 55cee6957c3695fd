import { describe, expect, it, vi } from 'vitest'
import { Milliseconds } from 'tapstream'
import { ManualClock } from 'tapstream/testing'
import { RealClock } from '../../src/core/clock.ts'
import { clockContract } from '../../src/core/contract/clock-contract.ts'
import { holds } from './holds.ts'

describe('RealClock', () => {
  holds(clockContract, () => {
    vi.useFakeTimers({ now: 1_700_000_000_000 })
    return {
      clock: new RealClock(),
      move: (millis) => vi.advanceTimersByTimeAsync(millis).then(() => undefined),
      close: () => void vi.useRealTimers(),
    }
  })
})

describe.each([0, 1_700_000_000_000])('ManualClock that starts at %i', (start) => {
  holds(clockContract, () => {
    const clock = new ManualClock(start)
    return { clock, move: (millis) => clock.advance(Milliseconds(millis)) }
  })
})

describe('ManualClock', () => {
  it('starts at 0 and moves only when it is told, by seconds', async () => {
    const clock = new ManualClock()
    expect(clock.now()).toBe(0)
    await clock.advance(1.5)
    await clock.advance('2 seconds')
    expect(clock.now()).toBe(3500)
  })

  it('waits for what an alarm has begun before it moves on', async () => {
    const clock = new ManualClock()
    const order: string[] = []
    const slow = async (name: string): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve))
      order.push(`${name}@${clock.now()}`)
    }
    clock.at(1000, () => slow('a'))
    clock.at(2000, () => slow('b'))
    await clock.advance(3)
    expect(order).toEqual(['a@1000', 'b@2000'])
    expect(clock.now()).toBe(3000)
  })

  it('lets calls of advance queue', async () => {
    const clock = new ManualClock()
    const seen: number[] = []
    clock.at(1000, async () => {
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(clock.now())
    })
    const moves = [clock.advance(1), clock.advance(1), clock.advance(1)]
    await Promise.all(moves)
    expect([seen, clock.now()]).toEqual([[1000], 3000])
  })

  it.each([[0], [-1], [Number.NaN], ['soon']])('does not move by %o', async (by) => {
    const clock = new ManualClock()
    expect(() => clock.advance(by)).toThrow(expect.objectContaining({ code: 'TAP405' }))
    expect(clock.now()).toBe(0)
  })

  it('tells who moves it of an alarm that failed, and can be moved on', async () => {
    const clock = new ManualClock()
    clock.at(1000, () => Promise.reject(new Error('failed')))
    await expect(clock.advance(1)).rejects.toThrow('failed')
    await expect(clock.advance(1)).resolves.toBeUndefined()
  })
})
