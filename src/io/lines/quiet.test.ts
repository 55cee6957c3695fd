import { describe, expect, it } from 'vitest'
import { Quiet } from './quiet.ts'

/** A clock by hand that holds its timers. */
const handClock = () => {
  let time = 1000
  const timers = new Set<{ time: number; f: () => void }>()
  return {
    timers,
    now: () => time,
    at: (time: number, f: () => void) => {
      const timer = { time, f }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    forward(by: number) {
      time += by
      for (const timer of timers) {
        if (timer.time > time) continue
        timers.delete(timer)
        timer.f()
      }
    },
  }
}

describe('Quiet', () => {
  it('is not reached before anything came', () => {
    expect(new Quiet(handClock(), () => {}).reached).toBe(false)
  })

  it('is reached, and told once, when nothing came for 250 ms', () => {
    const clock = handClock()
    let told = 0
    const quiet = new Quiet(clock, () => told++)
    quiet.touch()
    clock.forward(200)
    quiet.touch()
    expect(clock.timers.size).toBe(1)
    clock.forward(200)
    expect([quiet.reached, told]).toEqual([false, 0])
    clock.forward(50)
    expect([quiet.reached, told]).toEqual([true, 1])
    expect(clock.timers.size).toBe(0)
    quiet.touch()
    expect([quiet.reached, clock.timers.size]).toEqual([false, 1])
    quiet.stop()
    expect(clock.timers.size).toBe(0)
  })
})
