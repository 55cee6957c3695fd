import type { TapEvent } from '../../core/events.ts'
import { Time } from '../../core/time.ts'
import { count } from '../../core/errors/words.ts'
import { displayPath, mapSite } from '../../closure/source-map.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import { explainStage } from './explain-stage.ts'
import type { LogLevel } from '../../core/log-level.ts'
import type { Stderr, Tone } from './stderr.ts'

const displaySite = (site: CallSite): string => {
  const { file, line, column } = mapSite(site)
  return `${displayPath(file)}:${line}:${column}`
}

const batchLine = ({ batch }: Extract<TapEvent, { type: 'BatchCompleted' }>): string => {
  const records = batch.inputs.reduce((sum, { numRecords }) => sum + numRecords, 0)
  const took = (batch.processingEndTime ?? 0) - (batch.processingStartTime ?? 0)
  const late = (batch.processingStartTime ?? 0) - batch.submissionTime
  return `Batch ${new Time(batch.batchTime).format()}: ${count(records, 'record')}, ${took} ms, ${late} ms late.`
}

/** A place in the job stands under the first line. */
const placed = (text: string, label: string, site: CallSite | undefined): string => {
  if (site === undefined) return text
  const [first, ...rest] = text.split('\n')
  return [first, `  ${label} ${displaySite(site)}`, ...rest].join('\n')
}

/** A state that has a code is a message of the catalogue. */
const told = ({ code, text, site, source }: Extract<TapEvent, { type: 'SourceState' }>): string =>
  code === undefined ? text : placed(`${code}  ${text}`, `${source} at`, site)

const invalidText = (characters: number): string =>
  `${count(characters, 'character')} ${characters === 1 ? 'was' : 'were'} not UTF-8 and became U+FFFD.`

export interface Shown {
  /** Generated code is shown, too. */
  readonly explain: boolean
  /** An end of input is what is waited for, and no trouble. */
  readonly untilEnd: boolean
}

const toneOf = (level: LogLevel): Tone => {
  if (level === 'INFO') return 'normal'
  return level === 'ALL' || level === 'TRACE' || level === 'DEBUG' ? 'verbose' : 'quiet'
}

const firstSentence = (text: string): string => /^[^\n]*?\.(?=\s|$)/.exec(text)?.[0] ?? text

/** What a person at the terminal is told of an event: sources and notices always, batches under --verbose. */
export const showEvent = (event: TapEvent, err: Stderr, { explain, untilEnd }: Shown): void => {
  switch (event.type) {
    case 'SourceState':
      return err.say(untilEnd && event.phase === 'closed' ? firstSentence(event.text) : told(event))
    case 'Notice':
      return err.say(placed(event.text, 'at', event.site))
    case 'LogLevelSet':
      return err.setTone(toneOf(event.level))
    case 'Guarantees':
      return event.lines.forEach((line) => err.detail(line))
    case 'InvalidText':
      return err.detail(invalidText(event.characters))
    case 'BatchCompleted':
      return err.verbose ? err.detail(batchLine(event)) : undefined
    case 'StageCompiled':
      return explain ? err.fail(explainStage(event, err.color)) : undefined
    default:
  }
}
