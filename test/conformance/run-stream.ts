import { runStreamTest } from '../../src/testing/index.ts'
import { buildStream } from './build-stream.ts'
import { withFolder } from './folder.ts'
import { type StreamProgram, vectors } from './format.ts'

export type Seen = Readonly<Record<string, readonly (readonly unknown[] | null)[]>>

const parallelismConf = (parallelism: number | undefined) =>
  parallelism === undefined ? {} : { conf: { 'spark.default.parallelism': String(parallelism) } }

const run = (
  program: StreamProgram,
  parallelism: number | undefined,
  folder?: string,
): Promise<Seen> =>
  runStreamTest({
    batchInterval: 1,
    inputs: {},
    batches: program.batches,
    master: `local[${vectors.defaultParallelism}]`,
    ...parallelismConf(parallelism),
    ...(folder === undefined ? {} : { checkpointDir: folder }),
    build: (ssc) => buildStream(ssc, program),
  })

/** Runs a stream program on the manual clock: per observed stream one entry per batch. */
export const runStream = (
  program: StreamProgram,
  parallelism: number | undefined = program.parallelism,
): Promise<Seen> =>
  program.checkpoint === true
    ? withFolder((folder) => run(program, parallelism, folder))
    : run(program, parallelism)
