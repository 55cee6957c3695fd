import { TAP703 } from '../errors/tap703.ts'
import { sizeToBytes, timeToMillis, toBoolean, toChoice, toInteger } from './units.ts'

/** What a value of one name looks like, and what holds when nobody sets it. */
interface Setting {
  readonly kind: 'text' | 'choice' | 'integer' | 'boolean' | 'time' | 'size'
  readonly default?: string
  readonly words?: readonly string[]
  /** The smallest number allowed: of integers, milliseconds or bytes. Default 0. */
  readonly least?: number
  /** The unit of a time without one. Default ms. */
  readonly bare?: 'ms' | 's'
}

/** Every name that this engine reads. A setting without default is decided elsewhere, as its comment says. */
export const SETTINGS = {
  'spark.app.name': { kind: 'text' },
  'spark.master': { kind: 'text' },
  /* The number of slots of the master. */
  'spark.default.parallelism': { kind: 'integer', least: 1 },
  'spark.task.maxFailures': { kind: 'integer', least: 1, default: '1' },
  'spark.streaming.blockInterval': { kind: 'time', least: 1, default: '200ms' },
  'spark.streaming.checkpoint.directory': { kind: 'text' },
  'spark.streaming.clock': { kind: 'choice', words: ['system', 'manual'], default: 'system' },
  'spark.streaming.fileStream.compat': { kind: 'choice', words: ['tap', 'spark'], default: 'tap' },
  'spark.streaming.fileStream.minRememberDuration': { kind: 'time', least: 1, bare: 's' },
  /* Ten batch intervals. */
  'spark.streaming.gracefulStopTimeout': { kind: 'time' },
  /* The name that the one of fileStream had before. */
  'spark.streaming.minRememberDuration': { kind: 'time', least: 1, bare: 's', default: '60s' },
  'spark.streaming.receiver.writeAheadLog.enable': { kind: 'boolean', default: 'false' },
  'spark.streaming.receiverRestartDelay': { kind: 'time', default: '2000ms' },
  'spark.streaming.stopSparkContextByDefault': { kind: 'boolean', default: 'true' },
  'spark.streaming.unpersist': { kind: 'boolean', default: 'true' },
  'spark.tap.checkLaws': { kind: 'choice', words: ['off', 'warn', 'fail'], default: 'off' },
  'spark.tap.executor': { kind: 'choice', words: ['auto', 'inline', 'threads'], default: 'auto' },
  'spark.tap.receiver.maxBuffered': { kind: 'size', least: 1, default: '128m' },
  /* The system's place for temporary files. */
  'spark.local.dir': { kind: 'text' },
  /* 0.3 of what the process may use. */
  'spark.tap.storage.memory': { kind: 'size' },
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof SETTINGS

export type Kind = Setting['kind']

/** The names whose values are of one kind. */
export type NamesOf<K extends Kind> = {
  [N in SettingName]: (typeof SETTINGS)[N]['kind'] extends K ? N : never
}[SettingName]

/** `undefined` is possible only where there is no default. */
export type Known<N extends SettingName, T> = (typeof SETTINGS)[N] extends {
  readonly default: string
}
  ? T
  : T | undefined

/** What a name takes that takes one of some words. */
export type WordOf<N extends NamesOf<'choice'>> = (typeof SETTINGS)[N]['words'][number]

export const isSetting = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name)

/** What holds when nobody sets it. */
export const defaultOf = (name: string): string | undefined => {
  const setting: Setting | undefined = isSetting(name) ? SETTINGS[name] : undefined
  return setting?.default
}

type Parser = (value: string, name: string, setting: Setting) => string | number | boolean

const atLeast = (amount: number, value: string, name: string, setting: Setting): number => {
  if (amount >= (setting.least ?? 0)) return amount
  throw TAP703({ name, value, expected: 'more than 0', sample: setting.default ?? '1' })
}

const PARSERS: Readonly<Record<Kind, Parser>> = {
  text: (value) => value,
  choice: (value, name, { words = [] }) => toChoice(value, name, words),
  boolean: toBoolean,
  integer: (value, name, { least }) => toInteger(value, name, least),
  time: (value, name, setting) =>
    atLeast(timeToMillis(value, name, setting.bare), value, name, setting),
  size: (value, name, setting) => atLeast(sizeToBytes(value, name), value, name, setting),
}

/** The value as this engine uses it (times in ms, sizes in bytes); TAP703 when it does not fit its name. */
export const parseSetting = (name: SettingName, value: string): string | number | boolean => {
  const setting: Setting = SETTINGS[name]
  return PARSERS[setting.kind](value, name, setting)
}
