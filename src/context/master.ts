import { availableParallelism } from 'node:os'
import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP107 } from '../core/errors/tap107.ts'
import { TAP109 } from '../core/errors/tap109.ts'

export interface Master {
  /** Tasks at a time, and the default number of partitions. */
  readonly cores: number
  /** Attempts per task: `local[N,M]`. */
  readonly maxFailures: number | undefined
}

const LOCAL = /^local(?:\[\s*(\d+|\*)\s*(?:,\s*(\d+)\s*)?\])?$/

/** `local`, `local[2]`, `local[*]`, `local[2,3]`; a cluster's URL is not understood yet (TAP107). */
export const parseMaster = (master: string, site: CallSite | undefined): Master => {
  const [matched, cores, failures] = LOCAL.exec(master) ?? []
  if (matched === undefined && /^[a-z0-9]+:/.test(master)) {
    throw TAP107({
      what: `The master ${master}`,
      instead: `run it here:   new SparkContext('local[2]', 'app')`,
    })
  }
  const n = cores === undefined ? 1 : cores === '*' ? availableParallelism() : Number(cores)
  if (matched === undefined || n < 1 || failures === '0') {
    throw TAP109({ what: 'The master', expected: 'local, local[2] or local[*]', got: master, site })
  }
  return { cores: n, maxFailures: failures === undefined ? undefined : Number(failures) }
}
