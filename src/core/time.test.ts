import { describe, expect, it } from 'vitest'
import { Time } from './time.ts'

describe('Time', () => {
  it.each([
    [1357008430000, '2013-01-01 02:47:10'],
    [0, '1970-01-01 00:00:00'],
    [1500, '1970-01-01 00:00:01.500000'],
    [1001, '1970-01-01 00:00:01.001000'],
    [-1000, '1969-12-31 23:59:59'],
  ])('%i formats as Python shows it: %s', (ms, text) => {
    expect(new Time(ms).format()).toBe(text)
  })

  it('prints as Scala shows it', () => {
    expect(String(new Time(1357008430000))).toBe('1357008430000 ms')
    expect(String(new Time(5))).toBe('5 ms')
  })

  it('is a date, a number of milliseconds and comparable', () => {
    const time = new Time(2500)
    expect(time.toDate()).toEqual(new Date(2500))
    expect(time.milliseconds).toBe(2500)
    expect(Number(time)).toBe(2500)
    expect(new Time(1) < new Time(2)).toBe(true)
    expect(Number(new Time(2500)) - Number(new Time(500))).toBe(2000)
  })

  it.each(['collect', 'count', 'isEmpty', 'map', 'take', 'foreachPartition', 'reduceByKey'])(
    'answers .%s with the right order of the arguments',
    (name) => {
      const time = new Time(1000) as unknown as Record<string, unknown>
      expect(() => time[name]).toThrow(
        expect.objectContaining({
          code: 'TAP406',
          message: expect.stringMatching(new RegExp(`\\.${name}.*\\(rdd, time\\)`, 's')) as string,
        }),
      )
    },
  )

  it('can be shown, copied and turned into JSON', () => {
    const time = new Time(1000)
    expect(structuredClone(time)).toEqual({ milliseconds: 1000 })
    expect(JSON.parse(JSON.stringify({ time }))).toEqual({ time: { milliseconds: 1000 } })
    expect(Object.keys(time)).toEqual(['milliseconds'])
  })
})
