import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { elapsed, nextTurn, RealClock, realClock, sleep } from './clock.ts'

describe('RealClock with timers under control', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
  afterEach(() => void vi.useRealTimers())

  it('tells the time since the epoch', () => {
    expect(realClock.now()).toBe(1_000_000)
  })

  it('is never early, however the timer rounds', () => {
    const rung: number[] = []
    const setTimeoutEarly = globalThis.setTimeout
    // Timers of the platform may fire a millisecond before the wall clock agrees.
    vi.stubGlobal('setTimeout', (f: () => void, ms: number) =>
      setTimeoutEarly(f, Math.max(0, ms - 1)),
    )
    realClock.at(1_000_050, () => void rung.push(realClock.now()))
    vi.advanceTimersByTime(49)
    expect(rung).toEqual([])
    vi.advanceTimersByTime(5)
    vi.unstubAllGlobals()
    expect(rung).toHaveLength(1)
    expect(rung[0]).toBeGreaterThanOrEqual(1_000_050)
  })

  it('rings at once, but not within the call, for a time that has gone by', () => {
    const rung: string[] = []
    realClock.at(5, () => void rung.push('rung'))
    expect(rung).toEqual([])
    vi.advanceTimersByTime(1)
    expect(rung).toEqual(['rung'])
  })

  it('waits longer than a timer of the platform can', () => {
    const rung: number[] = []
    const far = 1_000_000 + 2 ** 31 + 5000
    realClock.at(far, () => void rung.push(realClock.now()))
    vi.advanceTimersByTime(2 ** 31)
    expect(rung).toEqual([])
    vi.advanceTimersByTime(6000)
    expect(rung).toEqual([far])
  })

  it('does not ring when it was cancelled, also between two timers of a long wait', () => {
    const rung: string[] = []
    const cancel = realClock.at(1_000_000 + 2 ** 32, () => void rung.push('rung'))
    vi.advanceTimersByTime(2 ** 31)
    cancel()
    cancel()
    vi.advanceTimersByTime(2 ** 33)
    expect(rung).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('sleeps', async () => {
    const slept = vi.fn<() => void>()
    void sleep(realClock, 100).then(slept)
    await vi.advanceTimersByTimeAsync(99)
    expect(slept).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(slept).toHaveBeenCalledOnce()
  })
})

describe('time', () => {
  it('elapsed never goes back', () => {
    let last = elapsed()
    for (let i = 0; i < 1000; i++) {
      const now = elapsed()
      expect(now).toBeGreaterThanOrEqual(last)
      last = now
    }
  })

  it('nextTurn lets timers that are due go first', async () => {
    const order: string[] = []
    setTimeout(() => order.push('timer'), 0)
    const due = elapsed() + 2
    while (elapsed() < due);
    await nextTurn()
    await nextTurn()
    order.push('turn')
    expect(order).toEqual(['timer', 'turn'])
  })

  it('has clocks that are all alike', () => {
    expect(realClock).toBeInstanceOf(RealClock)
  })
})
