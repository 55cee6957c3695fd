import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BatchInfo, type DStream, SparkConf } from 'tapstream'
import { ManualClock } from 'tapstream/testing'
import { code, context, stopAfterEach, type Streams, streams, streamsOn } from './streams.ts'

stopAfterEach()

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tap files # 100% è '))
})
afterEach(() => rm(folder, { recursive: true }))

const collected = <T>(stream: DStream<T>): T[][] => {
  const seen: T[][] = []
  stream.foreachRDD(async (rdd) => void seen.push(await rdd.collect()))
  return seen
}

/** Writes a file with a modification time, and no other before. */
const write = async (name: string, content: string, millis?: number): Promise<void> => {
  const path = join(folder, name)
  await writeFile(path, content)
  if (millis !== undefined) await utimes(path, millis / 1000, millis / 1000)
}

describe('fileStream', () => {
  /** Advances until so many records were seen. */
  const receive = async ({ clock }: Streams, seen: unknown[][], n: number): Promise<void> => {
    for (let i = 0; i < 400 && seen.flat().length < n; i++) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      await clock.advance(1)
    }
  }

  it('reads lines of files that the filter accepts by name', async () => {
    const made = streams()
    const asked: string[][] = []
    const lines = made.ssc.fileStream(folder, {
      filter: (name, path) => {
        asked.push([name, path])
        return name.endsWith('.log')
      },
    })
    const seen = collected(lines.map((line) => line.toUpperCase()))
    made.ssc.start()
    await made.ssc.sourcesStarted()
    await write('a.txt', 'no\n')
    await write('b.log', 'yes\n')
    await receive(made, seen, 1)
    expect(seen.flat()).toEqual(['YES'])
    expect(asked).toContainEqual(['b.log', join(folder, 'b.log')])
  })

  it('reads what is there already when newFilesOnly is false', async () => {
    await write('old', 'old\n', 1000)
    const made = streams()
    const seen = collected(made.ssc.fileStream(folder, null, false))
    made.ssc.start()
    await receive(made, seen, 1)
    expect(seen.flat()).toEqual(['old'])
  })

  it('makes records of whole files with a format of your own', async () => {
    const made = streams()
    const numbers = made.ssc.fileStream(folder, {
      format: (bytes, path) => [...bytes].map((byte): [string, number] => [basename(path), byte]),
    })
    const seen = collected(numbers.reduceByKey((a, b) => a + b))
    made.ssc.start()
    await made.ssc.sourcesStarted()
    await write('a', '\u0001\u0002\u0003')
    await receive(made, seen, 1)
    expect(seen.flat()).toEqual([['a', 6]])
  })

  it('names itself when the format throws, and the context goes on', async () => {
    const made = streams()
    const seen = collected(
      made.ssc.fileStream(folder, {
        format: (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as number[],
      }),
    )
    made.ssc.start()
    await made.ssc.sourcesStarted()
    const failures: unknown[] = []
    const ended = made.ssc.awaitTermination()
    ended.catch((error: unknown) => failures.push(error))
    await write('bad', '[1, 2')
    await receive(made, [failures], 1)
    await expect(ended).rejects.toMatchObject({
      code: 'TAP501',
      message: expect.stringMatching(/fileStream[^]*SyntaxError/) as string,
    })
    await write('good', '[1, 2]')
    await receive(made, seen, 2)
    expect(seen.flat()).toEqual([1, 2])
  })

  it('passes over a file for which the filter throws, and says so', async () => {
    const made = streams()
    const seen = collected(
      made.ssc.fileStream(folder, {
        filter: (name) => {
          if (name === 'bad') throw new TypeError('not that one')
          return true
        },
      }),
    )
    made.ssc.start()
    await made.ssc.sourcesStarted()
    await write('bad', 'x\n')
    await write('good', 'y\n')
    await receive(made, seen, 1)
    expect(seen.flat()).toEqual(['y'])
    const notices = made.events.flatMap((event) => (event.type === 'Notice' ? [event.text] : []))
    expect(notices.join()).toContain('The filter of fileStream threw TypeError: not that one')
  })

  it.each<[string, readonly unknown[], string]>([
    ['no folder', [undefined], 'TAP109'],
    ['an empty one', [''], 'TAP109'],
    ['another scheme', ['hdfs://host/logs'], 'TAP304'],
    ['a filter that is none', ['.', { filter: '*.log' }], 'TAP109'],
    ['newFilesOnly that is none', ['.', { newFilesOnly: 'no' }], 'TAP109'],
    ['an unknown format', ['.', { format: 'parquet' }], 'TAP109'],
    ['an async format', ['.', { format: async () => [] }], 'TAP503'],
    ['an unknown option', ['.', { newFileOnly: true }], 'TAP108'],
  ])('refuses %s', (_, given, expected) => {
    const { ssc } = streams()
    const make = (): unknown =>
      (ssc.fileStream as (...given: unknown[]) => unknown).apply(ssc, [...given])
    expect(make).toThrow(code(expected))
    expect(ssc.size.sources).toBe(0)
  })
})

describe('spark.streaming.fileStream.compat=spark', () => {
  const START = 1_700_000_000_000
  const spark = (conf: Record<string, string> = {}): Streams =>
    streamsOn(
      context({ 'spark.streaming.fileStream.compat': 'spark', ...conf }),
      new ManualClock(START),
    )

  it('reads a file in the batch whose time first covers its modification time', async () => {
    const { ssc, clock } = spark()
    const seen = collected(ssc.textFileStream(folder))
    ssc.start()
    await write('b', 'second\n', START + 1500)
    await write('a', 'first\nlast line', START + 500)
    await write('c', 'never\n', START - 500)
    await clock.advance(3)
    expect(seen).toEqual([['first', 'last line'], ['second'], []])
  })

  it('reads a file as it is when its batch runs', async () => {
    const { ssc, clock } = spark()
    const lines = ssc.textFileStream(folder)
    // The batch runs after its look, and this comes before.
    lines.foreachRDD(() => write('a', 'after\n', START + 500))
    const seen = collected(lines)
    ssc.start()
    await write('a', 'before\n', START + 500)
    await clock.advance(1)
    expect(seen.flat()).toEqual(['after'])
  })

  it('fails the batch of a file that is gone when it is read, and goes on', async () => {
    const { ssc, clock } = spark()
    const lines = ssc.textFileStream(folder)
    lines.foreachRDD(() => rm(join(folder, 'a'), { force: true }))
    const seen = collected(lines)
    ssc.start()
    await write('a', 'x\n', START + 500)
    const ended = ssc.awaitTermination()
    await Promise.all([expect(ended).rejects.toThrow(/ENOENT/), clock.advance(1)])
    await write('b', 'y\n', START + 1500)
    await clock.advance(1)
    expect(seen.flat()).toEqual(['y'])
  })

  it('gives no partition to a batch without files', async () => {
    const { ssc, clock } = spark()
    const partitions: number[] = []
    ssc.textFileStream(folder).foreachRDD((rdd) => void partitions.push(rdd.getNumPartitions()))
    ssc.start()
    await clock.advance(1)
    await write('a', 'x\n', START + 1500)
    await write('b', 'y\n', START + 1500)
    await write('empty', '', START + 1500)
    await clock.advance(1)
    expect(partitions).toEqual([0, 2])
  })

  it('looks back as far as the configuration says, in whole batches', async () => {
    const { ssc, clock } = spark({ 'spark.streaming.minRememberDuration': '2500ms' })
    const seen = collected(ssc.fileStream(folder, { newFilesOnly: false }))
    ssc.start()
    await write('a', 'kept\n', START - 1500)
    await write('b', 'too old\n', START - 2000)
    await clock.advance(1)
    expect(seen).toEqual([['kept']])
  })

  it('makes records of whole files, too', async () => {
    const { ssc, clock } = spark()
    const seen = collected(ssc.fileStream(folder, { format: (bytes) => [bytes.length] }))
    ssc.start()
    await write('a', '12345', START + 500)
    await clock.advance(1)
    expect(seen).toEqual([[5]])
  })

  it('reports the files, and no records', async () => {
    const { ssc, clock } = spark()
    collected(ssc.textFileStream(folder))
    const infos: BatchInfo[] = []
    ssc.addStreamingListener({ onBatchCompleted: (info) => void infos.push(info) })
    ssc.start()
    await clock.advance(1)
    await write('a', 'x\n', START + 1500)
    await write('b', 'y\n', START + 1500)
    await clock.advance(1)
    const files = ['a', 'b'].map((name) => join(folder, name))
    expect(infos.map(({ streamIdToInputInfo }) => streamIdToInputInfo.get(0))).toEqual([
      {
        inputStreamId: 0,
        numRecords: 0,
        metadata: { files: [], Description: '' },
        metadataDescription: '',
      },
      {
        inputStreamId: 0,
        numRecords: 0,
        metadata: { files, Description: files.join('\n') },
        metadataDescription: files.join('\n'),
      },
    ])
  })

  it('refuses a value that is neither', () => {
    const set = (): unknown => new SparkConf().set('spark.streaming.fileStream.compat', 'hadoop')
    expect(set).toThrow(expect.objectContaining({ code: 'TAP703' }))
    expect(set).toThrow(/takes tap or spark/)
  })
})
