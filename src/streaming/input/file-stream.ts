import { basename } from 'node:path'
import { errorText } from '../../core/errors/error-text.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Millis } from '../../core/duration.ts'
import { errorSite } from '../../closure/error-site.ts'
import { DirectorySource } from '../../io/directory/directory-source.ts'
import { type FileRow, wholeForm } from '../../io/directory/file-form.ts'
import { bytesOf, ModTimeSource } from '../../io/directory/mod-time-source.ts'
import type { Source } from '../../io/source.ts'
import { RDD } from '../../rdd/index.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import { task } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { StreamNode } from '../graph/stream-node.ts'
import type { StreamingContext } from '../streaming-context.ts'
import { sourceStream } from './source-stream.ts'

/** Makes records of the bytes of one file. */
export type FileFormat<T> = (bytes: Uint8Array, path: string) => Iterable<T>

export interface FileStreamOptions {
  readonly filter?: ((name: string, path: string) => unknown) | undefined
  readonly newFilesOnly?: boolean | undefined
  /** Absent: lines of text. */
  readonly format?: FileFormat<unknown> | undefined
}

/** The user's filter; a file for which it throws is passed over, and it is told of the first. */
const filterOf = (
  ssc: StreamingContext,
  name: string,
  filter: FileStreamOptions['filter'],
): ((path: string) => boolean) | undefined =>
  filter &&
  ((path) => {
    try {
      return Boolean(filter(basename(path), path))
    } catch (error) {
      const text = `The filter of ${name} threw ${errorText(error)}\n  The file is passed over: ${path}`
      const once = `filter of ${name} ${errorText(error)}`
      ssc.events.post({ type: 'Notice', once, text, site: errorSite(error) })
      return false
    }
  })

/** How old a file may be at its batch: so many whole batches as cover the time of the configuration. */
const lookBackOf = ({ sparkContext, batchDuration }: StreamingContext): Millis => {
  const { config } = sparkContext
  const least =
    config.millis('spark.streaming.fileStream.minRememberDuration') ??
    config.millis('spark.streaming.minRememberDuration')
  return Math.ceil(least / batchDuration) * batchDuration
}

const sourceOf = (
  ssc: StreamingContext,
  name: string,
  directory: string,
  { filter, newFilesOnly, format }: FileStreamOptions,
  remembered: () => Millis,
): Source => {
  const base = { directory, newFilesOnly, filter: filterOf(ssc, name, filter) }
  if (ssc.sparkContext.config.get('spark.streaming.fileStream.compat') === 'spark') {
    const whole = format !== undefined
    const { clock } = ssc
    return new ModTimeSource({ ...base, whole, clock, lookBack: lookBackOf(ssc), remembered })
  }
  const since = ssc.sparkContext.startTime
  return new DirectorySource({ ...base, since, form: format && wholeForm })
}

/** The files of a folder, by our rule or by Spark's, as the configuration says. */
export const fileStream = (
  ssc: StreamingContext,
  name: string,
  directory: string,
  options: FileStreamOptions,
  site: CallSite | undefined,
): DStream<unknown> => {
  let node: StreamNode | undefined
  const remembered = (): Millis => (node === undefined ? 0 : ssc.graph.rememberOf(node))
  const source = sourceOf(ssc, name, directory, options, remembered)
  const { format } = options
  // Checked before there is an intake; and its errors are those of this operator.
  const read = format && task(format as AnyFunction, name, site)
  const files = sourceStream(ssc, name, source, site)
  ;({ node } = files)
  if (read === undefined) return files
  const records = { ...read, fn: (row: FileRow) => read.fn(bytesOf(row), row[0]) as unknown }
  return perBatch(files, name, site, (rdd) => {
    return new RDD(rdd.context, narrow(rdd.node, name, 'flatMap', 'element', records, 'nothing'))
  })
}
