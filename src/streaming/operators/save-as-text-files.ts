import type { CallSite } from '../../core/errors/tap-error.ts'
import { located } from '../../core/errors/located.ts'
import type { Millis } from '../../core/duration.ts'
import { fileSystemFor } from '../../io/file-url.ts'
import { TextFileSink } from '../../io/text-file-sink.ts'
import { save } from '../../rdd/operators/save.ts'
import type { DStream } from '../dstream.ts'
import { foreachRDD } from './foreach-rdd.ts'

/** The name of a batch's folder: empty parts leave their mark out, too. */
export const batchFolder = (prefix: string, suffix: string, time: Millis): string =>
  `${prefix === '' ? '' : `${prefix}-`}${time}${suffix === '' ? '' : `.${suffix}`}`

export const saveAsTextFiles = (
  stream: DStream<unknown>,
  prefix: string,
  suffix: string,
  site: CallSite | undefined,
): void => {
  const fs = located(
    () => site,
    () => fileSystemFor(prefix),
  )
  const sink = new TextFileSink(fs, (time) => batchFolder(prefix, suffix, time!))
  foreachRDD(stream, 'saveAsTextFiles', site, (rdd, time) => save(rdd, sink, time, site))
}
