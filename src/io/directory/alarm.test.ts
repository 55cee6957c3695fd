import { describe, expect, it } from 'vitest'
import type { Clock } from '../../core/clock.ts'
import { Alarm } from './alarm.ts'

/** A clock that moves when it is told to. */
class HandClock implements Clock {
  time = 0
  #timers: { time: number; f: () => void | Promise<void> }[] = []

  now(): number {
    return this.time
  }

  at(time: number, f: () => void | Promise<void>): () => void {
    const timer = { time, f }
    this.#timers.push(timer)
    return () => (this.#timers = this.#timers.filter((other) => other !== timer))
  }

  move(to: number): void {
    this.time = to
    const due = this.#timers.filter(({ time }) => time <= to)
    this.#timers = this.#timers.filter(({ time }) => time > to)
    for (const { f } of due) void f()
  }
}

describe('Alarm', () => {
  it('rings once, at the earliest of several wishes, and says how late it is', () => {
    const clock = new HandClock()
    const rings: number[] = []
    const alarm = new Alarm(clock, (late) => rings.push(late))
    alarm.within(100)
    alarm.within(20)
    alarm.within(50)
    clock.move(19)
    expect(rings).toEqual([])
    clock.move(25)
    clock.move(200)
    expect(rings).toEqual([5])
  })

  it('can be turned off, and set again', () => {
    const clock = new HandClock()
    const rings: number[] = []
    const alarm = new Alarm(clock, (late) => rings.push(late))
    alarm.within(10)
    alarm.off()
    clock.move(50)
    alarm.within(-5)
    clock.move(50)
    expect(rings).toEqual([0])
  })
})
