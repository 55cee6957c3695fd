import { afterEach, describe, expect, it, vi } from 'vitest'
import { EventBus, type TapEvent } from './events.ts'

const started = (time: number): TapEvent => ({ type: 'StreamingStarted', time })
const notice = (once: string, text = once): TapEvent => ({ type: 'Notice', once, text })

const recording = (): { bus: EventBus; seen: TapEvent[]; off: () => void } => {
  const bus = new EventBus()
  const seen: TapEvent[] = []
  const off = bus.on((event) => seen.push(event))
  return { bus, seen, off }
}

describe('EventBus', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('delivers each event to every listener at once, in order', () => {
    const { bus, seen } = recording()
    const order: string[] = []
    bus.on((event) => order.push(`a ${event.type}`))
    bus.on((event) => order.push(`b ${event.type}`))
    bus.post(started(1))
    bus.post({ type: 'StreamingStopped', time: 2 })
    expect(order).toEqual([
      'a StreamingStarted',
      'b StreamingStarted',
      'a StreamingStopped',
      'b StreamingStopped',
    ])
    expect(seen).toHaveLength(2)
  })

  it('delivers nothing after a listener was taken off', () => {
    const { bus, seen, off } = recording()
    bus.post(started(1))
    off()
    off()
    bus.post(started(2))
    expect(seen).toEqual([started(1)])
  })

  it('says a notice once per name, other events every time', () => {
    const { bus, seen } = recording()
    for (const event of [
      notice('a', 'first'),
      notice('a', 'second'),
      notice('b'),
      started(1),
      started(1),
    ]) {
      bus.post(event)
    }
    expect(seen).toEqual([notice('a', 'first'), notice('b'), started(1), started(1)])
  })

  it('is stopped by no listener that throws; its error is not lost', () => {
    const later: (() => void)[] = []
    vi.stubGlobal('queueMicrotask', (f: () => void) => later.push(f))
    const bus = new EventBus()
    const seen: TapEvent[] = []
    bus.on(() => {
      throw new Error('listener')
    })
    bus.on((event) => seen.push(event))
    bus.post(started(1))
    expect(seen).toEqual([started(1)])
    expect(later).toHaveLength(1)
    expect(later[0]).toThrow('listener')
  })

  it('lets a listener take itself off while it is told', () => {
    const bus = new EventBus()
    let calls = 0
    const off = bus.on(() => {
      calls++
      off()
    })
    bus.post(started(1))
    bus.post(started(2))
    expect(calls).toBe(1)
  })
})
