import { checkKey } from '../../core/config/check-key.ts'
import { isSetting, parseSetting } from '../../core/config/settings.ts'
import { parseMaster } from '../../context/master.ts'
import type { SparkConf } from '../../context/spark-conf.ts'
import type { Stderr } from '../render/stderr.ts'

type Given = ReadonlyMap<string, string>

/** Refuses unknown configuration names and values that do not fit before anything runs (TAP702, TAP703). */
export const checkGiven = (conf: Given): void => {
  for (const [key, value] of conf) {
    checkKey(key)
    if (isSetting(key)) parseSetting(key, value)
  }
  const master = conf.get('spark.master')
  if (master !== undefined) parseMaster(master, undefined)
}

/** Names each known setting that does nothing, and each of the command line over which the program has its own way. */
export const tellConf = (conf: SparkConf, given: Given, err: Stderr): void => {
  for (const key of conf.keysWithoutEffect) {
    err.say(`${key}: no effect ${key.startsWith('spark.streaming.') ? 'yet' : 'with local'}.`)
  }
  for (const [key, value] of given) {
    const own = conf.get(key)
    if (own !== value) err.say(`${key}=${value}: the job itself says ${own}, which counts.`)
  }
}
