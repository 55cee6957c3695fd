import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { type DStream, SparkContext, StreamingContext } from 'tapstream'
import { ManualClock, runStreamTest } from 'tapstream/testing'
import { LocalFileSystem } from '../../src/io/local-file-system.ts'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'

type Words = DStream<string>

const BATCHES = [['a', 'b'], ['a'], ['c'], ['a', 'a']]

const run = (
  checkpointDir: string,
  batches: number,
  build: (words: Words, ssc: StreamingContext) => DStream<unknown>,
  more: { batchInterval?: number; conf?: Record<string, string> } = {},
) =>
  runStreamTest({
    inputs: { words: BATCHES },
    checkpointDir,
    batches,
    ...more,
    build: (ssc, { words }) => ({ seen: build(words, ssc) }),
  })

const counted = (words: Words): DStream<[string, number]> =>
  words.map((word) => [word, 1]).updateStateByKey((values, n) => values.length + (n ?? 0))

const windowed = (words: Words): DStream<[string, number]> =>
  words.map((word) => [word, 1]).reduceByKeyAndWindow((a, b) => a + b, 2)

describe('a checkpoint of another program', () => {
  it('is refused, operator by operator, and left as it is', async () => {
    const directory = checkpoints()
    await run(directory, 2, counted)
    const before = readdirSync(directory)
    await expect(run(directory, 1, windowed)).rejects.toMatchObject({
      code: 'TAP602',
      message: expect.stringMatching(/gone {4}updateStateByKey \(2 keys\)\n[^]*new {5}panes/),
    })
    await expect(run(directory, 1, counted, { batchInterval: 2 })).rejects.toMatchObject({
      code: 'TAP602',
      message: expect.stringContaining('changed batch interval: 1 s, now 2 s'),
    })
    expect(readdirSync(directory)).toEqual(before)
    expect((await run(directory, 1, counted)).seen).toEqual([
      [
        ['a', 2],
        ['b', 1],
        ['c', 1],
      ],
    ])
  })

  it('is none when only lines have moved, or the number of partitions has changed', async () => {
    const directory = checkpoints()
    await run(directory, 2, counted)
    const { seen } = await run(
      directory,
      2,

      (words) =>
        words
          .map((word) => [word, 1])
          .updateStateByKey((values, n: number | undefined) => values.length + (n ?? 0), 5),
    )
    expect(seen[1]!.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['a', 4],
      ['b', 1],
      ['c', 1],
    ])
  })
})

describe('the files of a checkpoint', () => {
  const logs = (directory: string): string[] =>
    readdirSync(directory).filter((name) => name.endsWith('.tap'))

  it('are one, which is replaced when it has grown', async () => {
    const directory = checkpoints()
    const words = Array.from({ length: 60 }, (_, b) =>
      Array.from({ length: 3000 }, (_, i) => `a word of some length ${b} ${i}`),
    )
    await runStreamTest({
      inputs: { words },
      checkpointDir: directory,
      build: (_, inputs) => ({
        seen: inputs.words
          .map((word) => [word, 1])
          .updateStateByKey((values, n) => (values.length === 0 ? null : (n ?? 0) + 1)),
      }),
    })
    expect(logs(directory)).toHaveLength(1)
    expect(logs(directory)).not.toEqual(['checkpoint-00000001.tap'])
    const [name] = logs(directory)
    expect(readFileSync(join(directory, name!)).length).toBeLessThan(4_000_000)
  })

  it('may end anywhere: the job goes on after the last batch that is whole', async () => {
    const directory = checkpoints()
    await run(directory, 3, counted)
    const [name] = logs(directory)
    const path = join(directory, name!)
    const whole = readFileSync(path)
    const { seen: expected } = await run(checkpoints(), 4, counted)
    for (const part of [0.35, 0.5, 0.65, 0.8, 0.9, 1]) {
      for (const left of logs(directory)) rmSync(join(directory, left))
      writeFileSync(path, whole.subarray(0, Math.floor(whole.length * part)))
      const { seen } = await runStreamTest({
        inputs: { words: BATCHES },
        checkpointDir: directory,
        build: (_, { words }) => ({ seen: counted(words) }),
      })
      expect(seen).toEqual(expected.slice(expected.length - seen.length))
      expect(seen.length).toBeGreaterThan(0)
    }
  })

  it('that were changed are refused: TAP603 names the file and the place', async () => {
    const directory = checkpoints()
    await run(directory, 2, counted)
    const [name] = logs(directory)
    const path = join(directory, name!)
    const bytes = readFileSync(path)
    bytes[20]! ^= 0xff
    writeFileSync(path, bytes)
    await expect(run(directory, 1, counted)).rejects.toMatchObject({
      code: 'TAP603',
      message: expect.stringMatching(/checkpoint-\d+\.tap is damaged: the record at byte 0/),
    })
  })

  it('hold keys and values of every kind', async () => {
    const values = [
      [null, { a: [1, { b: 'x' }] }],
      [['t', 1], new Map([[1, new Set(['x'])]])],
      [{ k: 'v' }, new Date(5)],
      [0.5, 12n],
      ['text', Buffer.from('bytes')],
      [true, undefined],
    ] as const
    const build = (ssc: StreamingContext) => ({
      seen: ssc
        .queueStream([values as unknown as [string, unknown][]])
        .updateStateByKey<string, unknown, { was: unknown }>(
          (all, state) => state ?? { was: all[0] },
        ),
    })
    const directory = checkpoints()
    const first = await runStreamTest({ inputs: {}, checkpointDir: directory, batches: 1, build })
    const second = await runStreamTest({ inputs: {}, checkpointDir: directory, batches: 1, build })
    // The queue of the second run has the pairs once more: they change nothing.
    expect(second.seen).toEqual(first.seen)
  })
})

describe('what cannot be written', () => {
  it('is told with the operator: a state with a function in it', async () => {
    const failing = run(checkpoints(), 1, (words) =>
      words.map((word) => [word, 1]).updateStateByKey(() => ({ f: () => 1 }) as never),
    )
    await expect(failing).rejects.toMatchObject({
      code: 'TAP604',
      message: expect.stringContaining('updateStateByKey'),
    })
  })

  it('fails the batch, and no later one when there is room again: a full disk', async () => {
    let full = false
    const append = LocalFileSystem.prototype.append
    const spy = vi.spyOn(LocalFileSystem.prototype, 'append').mockImplementation(async function (
      this: LocalFileSystem,
      path,
    ) {
      const writer = await append.call(this, path)
      return {
        write: (bytes) => {
          if (full) throw new Error('ENOSPC: no space left on device, write')
          return writer.write(bytes)
        },
        sync: () => writer.sync(),
        close: () => writer.close(),
      }
    })
    try {
      const directory = checkpoints()
      const clock = new ManualClock()
      const sc = new SparkContext('local[1]', 'full')
      const ssc = new StreamingContext(sc, 1, { clock })
      ssc.checkpoint(directory)
      const seen: unknown[] = []
      counted(ssc.queueStream([...BATCHES])).foreachRDD(async (rdd, time) => {
        seen.push([time.milliseconds, await rdd.count()])
      })
      ssc.start()
      await clock.advance(1)
      full = true
      await clock.advance(1)
      expect(ssc.keptError?.error).toMatchObject({ code: 'TAP605' })
      full = false
      await clock.advance(2)
      await ssc.stop()
      // A batch that is not written down as done would be done again.
      expect(seen).toEqual([
        [1000, 2],
        [2000, 2],
        [3000, 3],
        [4000, 3],
      ])
      const again = await runStreamTest({
        inputs: {},
        checkpointDir: directory,
        batches: 1,
        build: (next) => ({ seen: counted(next.queueStream<string>([])) }),
      })
      expect(again.seen).toEqual([
        [
          ['a', 4],
          ['b', 1],
          ['c', 1],
        ],
      ])
    } finally {
      spy.mockRestore()
    }
  })

  it('is told at the start: a file in place of the directory', async () => {
    const path = checkpoints()
    writeFileSync(path, 'not a folder')
    await expect(run(path, 1, counted)).rejects.toMatchObject({ code: 'TAP605' })
  })
})
