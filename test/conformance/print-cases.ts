import { join } from 'node:path'
import { vi } from 'vitest'
import type { StreamingContext } from '../../src/index.ts'
import { runStreamTest } from '../../src/testing/index.ts'
import { call } from './call.ts'
import { filesIn, withFolder } from './folder.ts'
import type { PrintCase, SaveCase } from './format.ts'
import { decode } from './values.ts'

/** Everything that `run` writes to stdout. */
const capture = async (run: () => Promise<unknown>): Promise<string> => {
  let text = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
    text += String(chunk)
    const written = rest.find((argument) => typeof argument === 'function')
    written?.()
    return true
  })
  try {
    await run()
  } finally {
    spy.mockRestore()
  }
  return text
}

const output = (batches: number, build: (ssc: StreamingContext) => void): Promise<unknown> =>
  runStreamTest({
    batchInterval: 1,
    inputs: {},
    batches,
    build(ssc) {
      build(ssc)
      return {}
    },
  })

/** The text on stdout of one batch, whose time is one second after the epoch. */
export const runPrint = ({ kind, elements, via, num }: PrintCase): Promise<string> =>
  capture(() =>
    output(1, (ssc) => {
      const rdd = ssc.sparkContext.parallelize(elements.map(decode), 1)
      const stream: object = ssc.queueStream([rdd])
      const shown = via === undefined ? stream : (call(stream, via, []) as object)
      call(shown, kind, num === undefined ? [] : [num])
    }),
  )

/** The files that a job leaves, by path below its prefix's folder. */
export const runSaveFiles = (program: SaveCase): Promise<Record<string, string>> =>
  withFolder(async (folder) => {
    const { batches, slices, prefix, suffix } = program
    await output(batches.length, (ssc) => {
      const queue = batches.map((elements, i) =>
        ssc.sparkContext.parallelize(elements.map(decode), slices[i]!),
      )
      const name = join(folder, prefix)
      const stream: object = ssc.queueStream(queue)
      call(stream, 'saveAsTextFiles', suffix === undefined ? [name] : [name, suffix])
    })
    return filesIn(folder)
  })

/** The recorded paths with the times of our batches: one second apart, the first one second after the epoch. */
export const expectedFiles = ({ expected }: SaveCase): Record<string, string> =>
  Object.fromEntries(
    Object.entries(expected).map(([path, text]) => [
      path.replace(/<MS(\d+)>/, (_, i) => String(1000 * (Number(i) + 1))),
      text,
    ]),
  )
