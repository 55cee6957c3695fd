import { TAP702 } from '../errors/tap702.ts'
import { nearest } from '../nearest.ts'
import { inFamily } from './families.ts'
import { CLUSTER_NAMES } from './names/cluster.ts'
import { RUNTIME_NAMES } from './names/runtime.ts'
import { SQL_NAMES } from './names/sql.ts'
import { STREAMING_NAMES } from './names/streaming.ts'
import { readNames } from './read-names.ts'
import { isSetting, SETTINGS } from './settings.ts'

const LISTS = [STREAMING_NAMES, RUNTIME_NAMES, SQL_NAMES, CLUSTER_NAMES]

let read: ReadonlySet<string> | undefined

/** Read on the first name that the engine itself does not know: most jobs set none. */
const namesWithoutEffect = (): ReadonlySet<string> => (read ??= new Set(LISTS.flatMap(readNames)))

/**
 * Whether a configuration name does something here, or is one of Spark's that has no effect with this engine.
 * Capital letters count.
 * @throws TAP702 for a name that nobody knows, with the nearest known one
 * @example
 * checkKey('spark.streaming.blockInterval')   // 'effective'
 * checkKey('spark.executor.memory')           // 'no effect'
 */
export const checkKey = (name: string): 'effective' | 'no effect' => {
  if (isSetting(name)) return 'effective'
  if (namesWithoutEffect().has(name) || inFamily(name)) return 'no effect'
  throw TAP702({
    name,
    nearest: nearest(name, [...Object.keys(SETTINGS), ...namesWithoutEffect()]),
  })
}
