import vm from 'node:vm'
import { BRISK_MS, type Entering, LAST_MS, type SliceEntry } from '../../exec/scheduler/slice.ts'
import { holdOutput } from './hold-output.ts'

const DOOR = Symbol.for('tapstream.slice')

/**
 * `brisk`: signal listeners stay, so a Ctrl-C waits for the end of the slice and is an event like any other.
 * `patient`: Ctrl-C breaks the slice off. Node takes signal listeners away while such a script runs, and a signal that
 * falls between may be lost; that is bearable for a call that takes long anyway. `last`: no listeners are left, so a
 * second signal ends the process at once.
 */
const HOW = {
  brisk: { timeout: BRISK_MS, displayErrors: false },
  patient: { breakOnSigint: true, displayErrors: false },
  last: { timeout: LAST_MS, displayErrors: false },
} as const satisfies Record<Exclude<Entering, 'whole'>, vm.RunningScriptOptions>

/** A door from which a loop that does not come back can be broken out of. */
export const interruptible = (): SliceEntry => {
  const script = new vm.Script(`globalThis[Symbol.for('tapstream.slice')]()`, {
    filename: 'tap-slice',
  })
  const room = globalThis as unknown as Record<symbol, (() => unknown) | undefined>
  return <R>(slice: () => R, how: Entering, wholeMs: number): R => {
    room[DOOR] = slice
    return holdOutput(
      () =>
        script.runInThisContext(
          how === 'whole' ? { ...HOW.brisk, timeout: wholeMs } : HOW[how],
        ) as R,
    )
  }
}
