import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../../src/index.ts'

/** A clock, and the hand that moves the time it shows. */
export interface ClockUnderTest {
  readonly clock: Clock
  move(millis: number): Promise<void>
  close?(): void
}

/** The laws of `Clock`, for each implementation. */
export const clockContract = (make: () => ClockUnderTest): void => {
  let made: ClockUnderTest
  let clock: Clock
  let start: number
  let rung: string[]
  const note = (name: string) => (): void => void rung.push(`${name}@${clock.now() - start}`)

  describe('the laws of a clock', () => {
    beforeEach(() => {
      made = make()
      clock = made.clock
      start = clock.now()
      rung = []
    })
    afterEach(() => made.close?.())

    it('shows the time that has gone by', async () => {
      await made.move(5)
      expect(clock.now() - start).toBe(5)
      await made.move(1000)
      expect(clock.now() - start).toBe(1005)
    })

    it('rings at the time, never before it', async () => {
      clock.at(start + 10, note('a'))
      await made.move(9)
      expect(rung).toEqual([])
      await made.move(1)
      expect(rung).toEqual(['a@10'])
    })

    it('rings once', async () => {
      clock.at(start + 10, note('a'))
      await made.move(100)
      await made.move(100)
      expect(rung).toHaveLength(1)
    })

    it('rings in the order of the times, and of one time in the order of asking', async () => {
      clock.at(start + 30, note('c'))
      clock.at(start + 10, note('a'))
      clock.at(start + 20, note('b'))
      clock.at(start + 10, note('a2'))
      await made.move(50)
      expect(rung).toEqual(['a@10', 'a2@10', 'b@20', 'c@30'])
    })

    it('does not ring within the call, and rings soon for a time that has gone by', async () => {
      clock.at(start - 5, note('past'))
      clock.at(start, note('now'))
      expect(rung).toEqual([])
      await made.move(2)
      expect(new Set(rung.map((entry) => entry.split('@')[0]))).toEqual(new Set(['now', 'past']))
    })

    it('does not ring when it was cancelled; to cancel again or too late does nothing', async () => {
      const cancel = clock.at(start + 10, note('cancelled'))
      const late = clock.at(start + 10, note('a'))
      cancel()
      cancel()
      await made.move(20)
      late()
      expect(rung).toEqual(['a@10'])
    })

    it('lets an alarm cancel another of the same time', async () => {
      clock.at(start + 10, () => cancel())
      const cancel = clock.at(start + 10, note('cancelled'))
      await made.move(20)
      expect(rung).toEqual([])
    })

    it('rings again and again when each alarm sets the next', async () => {
      const arm = (time: number): void => {
        clock.at(time, () => {
          note('tick')()
          arm(time + 10)
        })
      }
      arm(start + 10)
      await made.move(35)
      expect(rung).toEqual(['tick@10', 'tick@20', 'tick@30'])
    })
  })
}
