import type { Time } from '../time.ts'
import { repr } from './repr.ts'
import { scalaText } from './scala-text.ts'

const RULE = '-'.repeat(43)

const block = (time: string, lines: readonly string[], more: boolean): string =>
  [RULE, `Time: ${time}`, RULE, ...lines, ...(more ? ['...'] : []), '', ''].join('\n')

/** What `pprint` writes for one batch: the header of PySpark, `elements`, `...` if there are `more`, an empty line. */
export const pprintBlock = (time: Time, elements: readonly unknown[], more: boolean): string =>
  block(time.format(), elements.map(repr), more)

/** What `print` writes for one batch, as Scala does: the time in milliseconds, elements without quotes. */
export const printBlock = (time: Time, elements: readonly unknown[], more: boolean): string =>
  block(time.toString(), elements.map(scalaText), more)
