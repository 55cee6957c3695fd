import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP109 } from '../../core/errors/tap109.ts'
import { extend } from '../../core/extend.ts'
import type { Hint } from '../../core/hint.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import type { DStream } from '../dstream.ts'
import { type FileFormat, fileStream, type FileStreamOptions } from '../input/file-stream.ts'
import { StreamingContext } from '../streaming-context.ts'

declare module '../streaming-context.ts' {
  interface StreamingContext {
    /**
     * Lines of the files that appear in a folder, or change there, after the context was made. The folder may be a
     * pattern of folders. With `spark.streaming.fileStream.compat=spark` files go by their time stamps, as in Spark.
     * @example
     * const lines = ssc.textFileStream('./tapvolume')
     */
    textFileStream(directory: string): DStream<string>
    /**
     * As `textFileStream`, for files that `filter` accepts; hidden names (`.x`, `_x`) never count. `newFilesOnly`
     * false: what is in the folder at the start is read, too. `format`: what becomes of a file, `'text'` for its lines,
     * or a function that makes records of its bytes.
     * @throws TAP109 when one of the options is of the wrong kind
     * @example
     * const logs = ssc.fileStream('./tapvolume', { filter: (name) => name.endsWith('.log') })
     * const events = ssc.fileStream('./events', {
     *   format: (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as { id: number }[],
     * })
     */
    fileStream(
      directory: string,
      options?: {
        filter?: (name: string, path: string) => boolean
        newFilesOnly?: boolean
        format?: 'text'
      },
    ): DStream<string>
    fileStream<T extends Hint>(
      directory: string,
      options: {
        filter?: (name: string, path: string) => boolean
        newFilesOnly?: boolean
        format: (bytes: Uint8Array, path: string) => Iterable<T>
      },
    ): DStream<T>
    fileStream(
      directory: string,
      filter: ((name: string, path: string) => boolean) | null,
      newFilesOnly?: boolean,
    ): DStream<string>
  }
}

const kindOf = (value: unknown): string => (value === null ? 'null' : typeof value)

const checkDirectory = (method: string, directory: unknown, site: CallSite | undefined): void => {
  if (typeof directory === 'string' && directory !== '') return
  const got = directory === '' ? 'an empty text' : kindOf(directory)
  throw TAP109({ what: `The folder of ${method}`, expected: 'a path', got, site })
}

const checkOption = (
  name: string,
  value: unknown,
  expected: string,
  kind: string,
  site: CallSite | undefined,
): void => {
  if (value === undefined || value === null || typeof value === kind) return
  const got = typeof value === 'string' ? JSON.stringify(value) : typeof value
  throw TAP109({ what: `The option ${name} of fileStream`, expected, got, site })
}

const optionsOf = (given: readonly unknown[], site: CallSite | undefined): FileStreamOptions => {
  const names = ['filter', 'newFilesOnly', 'format']
  const [filter, newFilesOnly, form] = optional('fileStream', names, given, () => site)
  const format = form === 'text' ? undefined : form
  checkOption('filter', filter, 'a function of the name', 'function', site)
  checkOption('newFilesOnly', newFilesOnly, 'true or false', 'boolean', site)
  checkOption('format', format, "'text' or a function of the bytes", 'function', site)
  return {
    filter: (filter ?? undefined) as FileStreamOptions['filter'],
    newFilesOnly: (newFilesOnly ?? undefined) as boolean | undefined,
    format: (format ?? undefined) as FileFormat<unknown> | undefined,
  }
}

extend(StreamingContext, {
  textFileStream(this: StreamingContext, directory: string) {
    const site = callSite()
    this.checkOpen('textFileStream()', site)
    checkDirectory('textFileStream', directory, site)
    return fileStream(this, 'textFileStream', directory, {}, site)
  },
  fileStream(this: StreamingContext, directory: string, ...given: unknown[]) {
    const site = callSite()
    this.checkOpen('fileStream()', site)
    checkDirectory('fileStream', directory, site)
    return fileStream(this, 'fileStream', directory, optionsOf(given, site), site)
  },
})
