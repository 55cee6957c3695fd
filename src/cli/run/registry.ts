import * as tapstream from '../../index.ts'
import * as testing from '../../testing/index.ts'

const REGISTRY = Symbol.for('tapstream')

/** One engine per process: a job's imports of tapstream, and every copy of the package, find this one. */
export const register = (): void => {
  const room = globalThis as unknown as Record<symbol, Record<string, object> | undefined>
  room[REGISTRY] = { '.': tapstream, './testing': testing }
}

/** Names exported by each sub-path, for the modules that stand in for them in a job. */
export const exportNames = (): Record<'tapstream' | 'tapstream/testing', string[]> => ({
  tapstream: Object.keys(tapstream),
  'tapstream/testing': Object.keys(testing),
})
