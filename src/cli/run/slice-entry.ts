import vm from 'node:vm'
import type { SliceEntry } from '../../exec/scheduler/slice.ts'

const DOOR = Symbol.for('tapstream.slice')

/**
 * A door from which Ctrl-C can break out of a loop that does not come back. Node takes signal listeners away while such
 * a script runs, so a Ctrl-C that falls into it arrives as ERR_SCRIPT_EXECUTION_INTERRUPTED instead.
 */
export const interruptible = (): SliceEntry => {
  const script = new vm.Script(`globalThis[Symbol.for('tapstream.slice')]()`, {
    filename: 'tap-slice',
  })
  const room = globalThis as unknown as Record<symbol, (() => unknown) | undefined>
  return <R>(slice: () => R): R => {
    room[DOOR] = slice
    return script.runInThisContext({ breakOnSigint: true, displayErrors: false }) as R
  }
}
