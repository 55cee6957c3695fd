import type { TapEvent } from '../../core/events.ts'
import { Time } from '../../core/time.ts'
import { count } from '../../core/errors/words.ts'
import { explainStage } from './explain-stage.ts'
import type { Stderr } from './stderr.ts'

const batchLine = ({ batch }: Extract<TapEvent, { type: 'BatchCompleted' }>): string => {
  const records = batch.inputs.reduce((sum, { numRecords }) => sum + numRecords, 0)
  const took = (batch.processingEndTime ?? 0) - (batch.processingStartTime ?? 0)
  const late = (batch.processingStartTime ?? 0) - batch.submissionTime
  return `Batch ${new Time(batch.batchTime).format()}: ${count(records, 'record')}, ${took} ms, ${late} ms late.`
}

export interface Shown {
  /** Generated code is shown, too. */
  readonly explain: boolean
  /** An end of input is what is waited for, and no trouble. */
  readonly untilEnd: boolean
}

const firstSentence = (text: string): string => /^[^\n]*?\.(?=\s|$)/.exec(text)?.[0] ?? text

/** What a person at the terminal is told of an event: sources and notices always, batches under --verbose. */
export const showEvent = (event: TapEvent, err: Stderr, { explain, untilEnd }: Shown): void => {
  switch (event.type) {
    case 'SourceState':
      return err.say(untilEnd && event.phase === 'closed' ? firstSentence(event.text) : event.text)
    case 'Notice':
      return err.say(event.text)
    case 'InvalidText':
      return err.detail(
        `${count(event.characters, 'character')} that were not UTF-8 became U+FFFD.`,
      )
    case 'BatchCompleted':
      return err.detail(batchLine(event))
    case 'StageCompiled':
      return explain ? err.fail(explainStage(event, err.color)) : undefined
    default:
  }
}
