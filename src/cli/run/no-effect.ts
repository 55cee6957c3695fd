import { checkKey } from '../../core/config/check-key.ts'
import type { SparkConf } from '../../context/spark-conf.ts'
import type { Stderr } from '../render/stderr.ts'

/** Refuses unknown configuration names before anything runs (TAP702). */
export const checkNames = (conf: ReadonlyMap<string, string>): void => {
  for (const key of conf.keys()) checkKey(key)
}

/** Names each known configuration name that means nothing here, from the command line or from the program. */
export const tellNoEffect = (conf: SparkConf, err: Stderr): void => {
  for (const key of conf.keysWithoutEffect) err.say(`${key}: no effect with local.`)
}
