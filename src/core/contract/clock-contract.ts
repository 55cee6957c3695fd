import { same } from './same.ts'
import type { Clock } from '../clock.ts'
import type { Millis } from '../duration.ts'
import { type Contract, contract } from './contract.ts'

/** A clock, and the hand that moves the time it shows. */
export interface ClockUnderTest {
  readonly clock: Clock
  /** Lets so many milliseconds go by; resolves when all that was due has rung. */
  move(millis: number): Promise<void>
  close?(): void
}

interface Kit extends ClockUnderTest {
  readonly start: Millis
  readonly rung: string[]
  note(name: string): () => void
}

const begin = (make: () => ClockUnderTest): Kit => {
  const made = make()
  const { clock } = made
  const start = clock.now()
  const rung: string[] = []
  const note = (name: string) => (): void => void rung.push(`${name}@${clock.now() - start}`)
  return { clock, start, rung, note, move: (ms) => made.move(ms), close: () => made.close?.() }
}

const end = ({ close }: Kit): void => close?.()

/** The laws of `Clock`; given what makes a clock for each of them. */
export const clockContract: Contract<() => ClockUnderTest> = contract(
  'clock',
  { begin, end },
  {
    'shows the time that has gone by': async ({ clock, start, move }) => {
      await move(5)
      same(clock.now() - start, 5)
      await move(1000)
      same(clock.now() - start, 1005)
    },
    'rings at the time, never before it': async ({ clock, start, move, rung, note }) => {
      clock.at(start + 10, note('a'))
      await move(9)
      same(rung, [])
      await move(1)
      same(rung, ['a@10'])
    },
    'rings once': async ({ clock, start, move, rung, note }) => {
      clock.at(start + 10, note('a'))
      await move(100)
      await move(100)
      same(rung.length, 1)
    },
    'rings in the order of the times, and of one time in the order of asking': async ({
      clock,
      start,
      move,
      rung,
      note,
    }) => {
      clock.at(start + 30, note('c'))
      clock.at(start + 10, note('a'))
      clock.at(start + 20, note('b'))
      clock.at(start + 10, note('a2'))
      await move(50)
      same(rung, ['a@10', 'a2@10', 'b@20', 'c@30'])
    },
    'does not ring within the call, and rings soon for a time that has gone by': async ({
      clock,
      start,
      move,
      rung,
      note,
    }) => {
      clock.at(start - 5, note('past'))
      clock.at(start, note('now'))
      same(rung, [])
      await move(2)
      const names = new Set(rung.map((entry) => entry.split('@')[0]))
      same(names, new Set(['now', 'past']))
    },
    'does not ring when it was cancelled; to cancel again or too late does nothing': async ({
      clock,
      start,
      move,
      rung,
      note,
    }) => {
      const cancel = clock.at(start + 10, note('cancelled'))
      const late = clock.at(start + 10, note('a'))
      cancel()
      cancel()
      await move(20)
      late()
      same(rung, ['a@10'])
    },
    'lets an alarm cancel another of the same time': async ({ clock, start, move, rung, note }) => {
      clock.at(start + 10, () => cancel())
      const cancel = clock.at(start + 10, note('cancelled'))
      await move(20)
      same(rung, [])
    },
    'rings again and again when each alarm sets the next': async ({
      clock,
      start,
      move,
      rung,
      note,
    }) => {
      const arm = (time: number): void => {
        clock.at(time, () => {
          note('tick')()
          arm(time + 10)
        })
      }
      arm(start + 10)
      await move(35)
      same(rung, ['tick@10', 'tick@20', 'tick@30'])
    },
  },
)
