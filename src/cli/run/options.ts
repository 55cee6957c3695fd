import { TAP107 } from '../../core/errors/tap107.ts'
import { TAP109 } from '../../core/errors/tap109.ts'
import { type Millis, toMillis } from '../../core/duration.ts'
import type { OptionTable } from './words.ts'

/** What commander makes of the command line of `tap run`. */
export interface RunFlags {
  readonly master?: string
  readonly conf?: readonly string[]
  readonly batches?: string
  readonly for?: string
  readonly untilEnd?: boolean
  readonly explain?: boolean
  readonly checkLaws?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly checkpoint?: string
  readonly acceptChanges?: boolean
  readonly ui?: string | boolean
  readonly watch?: boolean
}

export interface RunOptions {
  readonly conf: ReadonlyMap<string, string>
  readonly batches: number | undefined
  readonly for: Millis | undefined
  readonly untilEnd: boolean
  readonly explain: boolean
  /** The directory to go on from and to write to. */
  readonly checkpoint: string | undefined
  /** What matches no operator of the program any more may be dropped. */
  readonly acceptChanges: boolean
}

export const RUN_OPTIONS: OptionTable = new Map([
  ['--master', 'value'],
  ['--conf', 'value'],
  ['--batches', 'value'],
  ['--for', 'value'],
  ['--until-end', 'flag'],
  ['--explain', 'flag'],
  ['--check-laws', 'flag'],
  ['--quiet', 'flag'],
  ['-q', 'flag'],
  ['--verbose', 'flag'],
  ['-v', 'flag'],
  ['--checkpoint', 'value'],
  ['--accept-changes', 'flag'],
  ['--ui', 'flag'],
  ['--watch', 'flag'],
  ['--help', 'flag'],
  ['-h', 'flag'],
])

const batchesOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const n = Number(text)
  if (Number.isInteger(n) && n > 0) return n
  const expected = 'a positive whole number'
  throw TAP109({ what: 'The value of --batches', expected, got: text, site: undefined })
}

const durationOf = (text: string | undefined): Millis | undefined =>
  text === undefined ? undefined : toMillis(text, 'time of --for')

/** `k=v` pairs; `--master` and `--check-laws` are some of them and win. */
const confOf = ({ conf = [], master, checkLaws }: RunFlags): Map<string, string> => {
  const map = new Map<string, string>()
  for (const entry of conf) {
    const at = entry.indexOf('=')
    if (at < 1) {
      const expected = 'name=value'
      throw TAP109({ what: 'The value of --conf', expected, got: entry, site: undefined })
    }
    map.set(entry.slice(0, at), entry.slice(at + 1))
  }
  if (master !== undefined) map.set('spark.master', master)
  if (checkLaws === true) map.set('spark.tap.checkLaws', 'warn')
  return map
}

const NOT_YET = {
  ui: '--ui (the live page)',
  watch: '--watch',
} as const

export const runOptions = (flags: RunFlags): RunOptions => {
  for (const [name, what] of Object.entries(NOT_YET)) {
    if (flags[name as keyof typeof NOT_YET] !== undefined) throw TAP107({ what })
  }
  return {
    conf: confOf(flags),
    batches: batchesOf(flags.batches),
    for: durationOf(flags.for),
    untilEnd: flags.untilEnd === true,
    explain: flags.explain === true,
    checkpoint: flags.checkpoint,
    acceptChanges: flags.acceptChanges === true,
  }
}
