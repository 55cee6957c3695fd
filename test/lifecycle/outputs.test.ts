import { afterEach, describe, expect, it, vi } from 'vitest'
import type { TapEvent } from 'tapstream'
import { sourceStream } from '../../src/streaming/input/source-stream.ts'
import { LooseClock } from './loose-clock.ts'
import { RowsSource } from './rows-source.ts'
import { context, counting, gate, outcome, stopAfterEach, streams, streamsOn } from './streams.ts'

stopAfterEach()
afterEach(() => void vi.restoreAllMocks())

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

describe('output operations', () => {
  it('run one at a time, in the order of their definition, batch after batch', async () => {
    const { ssc, clock } = streams()
    const numbers = counting(ssc)
    const seen: string[] = []
    const slow = (name: string, turns: number): void => {
      numbers.foreachRDD(async (rdd, time) => {
        seen.push(`${name} begins ${time}`)
        for (let i = 0; i < turns; i++) await turn()
        await rdd.count()
        seen.push(`${name} ends`)
      })
    }
    slow('a', 5)
    slow('b', 0)
    slow('c', 2)
    ssc.start()
    await clock.advance(2)
    const batch = (time: string): string[] =>
      ['a', 'b', 'c'].flatMap((name) => [`${name} begins ${time}`, `${name} ends`])
    expect(seen).toEqual([...batch('1000 ms'), ...batch('2000 ms')])
  })

  it('of a batch that is late wait for the one before, and keep their times', async () => {
    const clock = new LooseClock()
    const { ssc } = streamsOn(context(), clock as never)
    const slow = gate()
    const seen: string[] = []
    counting(ssc).foreachRDD(async (rdd, time) => {
      seen.push(`begins ${time}`)
      if (Number(time) === 1000) await slow.opened
      seen.push(`ends ${(await rdd.collect()).join()}`)
    })
    ssc.start()
    clock.to(4000)
    await outcome(slow.opened)
    expect(seen).toEqual(['begins 1000 ms'])
    expect(ssc.waitingBatches).toBe(4)
    slow.open()
    await vi.waitFor(() => expect(ssc.waitingBatches).toBe(0))
    const rest = [2, 3, 4].flatMap((s) => [`begins ${s}000 ms`, `ends ${s - 1}`])
    expect(seen).toEqual(['begins 1000 ms', 'ends 0', ...rest])
  })

  it('that fail do not keep the others from running', async () => {
    const { ssc, clock } = streams()
    const numbers = counting(ssc)
    const seen: string[] = []
    numbers.foreachRDD(() => void seen.push('first'))
    numbers.foreachRDD(() => {
      seen.push('second')
      throw new Error('second fails')
    })
    numbers.foreachRDD(async () => void seen.push('third'))
    ssc.start()
    await clock.advance(2)
    expect(seen).toEqual(['first', 'second', 'third', 'first', 'second', 'third'])
  })

  it('of a slower stream run on its slide only; ids count within the batch', async () => {
    const { ssc, clock, events } = streams()
    const numbers = counting(ssc)
    const seen: string[] = []
    numbers.window(2, 2).foreachRDD((_, time) => void seen.push(`window ${time}`))
    numbers.foreachRDD((_, time) => void seen.push(`batch ${time}`))
    ssc.start()
    await clock.advance(2)
    expect(seen).toEqual(['batch 1000 ms', 'window 2000 ms', 'batch 2000 ms'])
    const ids = events.flatMap((event) =>
      event.type === 'OutputOperationStarted' ? [event.operation.id] : [],
    )
    expect(ids).toEqual([0, 0, 1])
  })

  it('none of a batch: it is not submitted', async () => {
    const { ssc, clock, said } = streams()
    counting(ssc)
      .window(2, 2)
      .foreachRDD(async (rdd) => void (await rdd.count()))
    ssc.start()
    await clock.advance(3)
    expect(said().filter((type) => type.startsWith('Batch'))).toEqual([
      'BatchSubmitted',
      'BatchStarted',
      'BatchCompleted',
    ])
  })

  it('print their blocks in order, one per batch and output', async () => {
    const { ssc, clock } = streams()
    const written: string[] = []
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
    const numbers = counting(ssc)
    numbers.map((n) => [`n${n}`, n]).pprint()
    numbers.print()
    ssc.start()
    await clock.advance(1)
    vi.restoreAllMocks()
    const rule = '-'.repeat(43)
    expect(written.join('')).toBe(
      `${rule}\nTime: 1970-01-01 00:00:01\n${rule}\n('n0', 0)\n\n${rule}\nTime: 1000 ms\n${rule}\n0\n\n`,
    )
  })
})

describe('the events of a batch', () => {
  const ofBatch = (events: readonly TapEvent[]): TapEvent[] =>
    events.filter(({ type }) => type.startsWith('Batch') || type.startsWith('Output'))

  it('come in order: submitted, started, each output started and completed, completed', async () => {
    const { ssc, clock, said } = streams()
    const numbers = counting(ssc)
    numbers.foreachRDD(async (rdd) => void (await rdd.count()))
    numbers.foreachRDD(async (rdd) => void (await rdd.count()))
    ssc.start()
    await clock.advance(1)
    await ssc.stop()
    const output = ['OutputOperationStarted', 'OutputOperationCompleted']
    expect(said()).toEqual([
      'StreamingStarted',
      'Guarantees',
      'BatchSubmitted',
      'BatchStarted',
      ...output,
      ...output,
      'BatchCompleted',
      'StreamingStopped',
    ])
  })

  it('say what went in, when it ran and what its outputs were', async () => {
    const { ssc, clock, events } = streams()
    const source = new RowsSource()
    sourceStream<string>(ssc, 'rows', source, undefined).foreachRDD(
      async (rdd) => void (await rdd.count()),
    )
    ssc.start()
    source.give('a', 'b', 'c')
    await clock.advance(1)
    const completed = events.find((event) => event.type === 'BatchCompleted')!
    expect(completed.batch).toMatchObject({
      batchTime: 1000,
      inputs: [{ inputStreamId: 0, name: 'rows of a test', numRecords: 3 }],
      submissionTime: 1000,
      processingStartTime: 1000,
      processingEndTime: 1000,
      outputs: [{ batchTime: 1000, id: 0, name: 'foreachRDD', startTime: 1000, endTime: 1000 }],
    })
    expect(completed.batch.outputs[0]!.failureReason).toBeUndefined()
  })

  it('are complete for a batch that failed, with the reason', async () => {
    const { ssc, clock, events } = streams()
    const numbers = counting(ssc)
    numbers.foreachRDD(() => {
      throw new Error('for this reason')
    })
    numbers.foreachRDD(async (rdd) => void (await rdd.count()))
    ssc.start()
    await clock.advance(1)
    expect(ofBatch(events).map(({ type }) => type)).toEqual([
      'BatchSubmitted',
      'BatchStarted',
      'OutputOperationStarted',
      'BatchFailed',
      'OutputOperationCompleted',
      'OutputOperationStarted',
      'OutputOperationCompleted',
      'BatchCompleted',
    ])
    const { outputs } = events.find((event) => event.type === 'BatchCompleted')!.batch
    expect(
      outputs.map(({ failureReason }) => failureReason?.includes('for this reason') ?? false),
    ).toEqual([true, false])
  })

  it('have counts with out of one = in of the next', async () => {
    const { ssc, clock, events } = streams()
    counting(ssc)
      .flatMap((n) => [n, n + 1, n + 2])
      .filter((n) => n > 0)
      .map((n) => [n, 1])
      .foreachRDD(async (rdd) => void (await rdd.collect()))
    ssc.start()
    await clock.advance(1)
    const counts = events.flatMap((event) => (event.type === 'OperatorCounts' ? event.counts : []))
    const sums = new Map<string, number[]>()
    for (const { name, in: into, passed, out } of counts) {
      const [a, b, c] = sums.get(name) ?? [0, 0, 0]
      sums.set(name, [a! + into, b! + passed, c! + out])
    }
    expect([...sums]).toEqual([
      ['flatMap', [1, 1, 3]],
      ['filter', [3, 2, 2]],
      ['map', [2, 2, 2]],
      ['collect', [2, 2, 2]],
    ])
  })
})

describe('a foreachRDD without an action', () => {
  const notices = (events: readonly TapEvent[]): string[] =>
    events.flatMap((event) => (event.type === 'Notice' ? [event.once] : []))

  const receiving = (output: (rdd: { count(): Promise<number> }) => unknown) => {
    const made = streams()
    const source = new RowsSource()
    sourceStream<string>(made.ssc, 'rows', source, undefined).foreachRDD((rdd) => output(rdd))
    made.ssc.start()
    const batches = async (n: number, rows = 2): Promise<void> => {
      for (let i = 0; i < n; i++) {
        source.give(...Array.from({ length: rows }, () => 'row'))
        await made.clock.advance(1)
      }
    }
    return { ...made, batches }
  }

  it('that throws its data away is told of once', async () => {
    const { batches, events, ssc } = receiving(() => undefined)
    await batches(2)
    expect(notices(events)).toEqual([])
    await batches(5)
    expect(notices(events)).toHaveLength(1)
    expect(notices(events)[0]).toMatch(/^TAP504/)
    await ssc.stop()
    expect(notices(events)).toHaveLength(1)
  })

  it('is told of at the end of a short run', async () => {
    const { batches, events, ssc } = receiving(() => undefined)
    await batches(1)
    await ssc.stop()
    expect(notices(events)).toHaveLength(1)
  })

  it.each<[string, (rdd: { count(): Promise<number> }, n: number) => unknown]>([
    ['that acts', (rdd) => rdd.count()],
    ['that acted in its first batch', (rdd, n) => (n === 0 ? rdd.count() : undefined)],
    ['that failed', () => Promise.reject(new Error('no'))],
  ])('is no matter of one %s', async (_, output) => {
    let n = 0
    const { batches, events, ssc } = receiving((rdd) => output(rdd, n++))
    await batches(5)
    await ssc.stop()
    expect(notices(events)).toEqual([])
  })

  it('is no matter when no data came', async () => {
    const { batches, events, ssc } = receiving(() => undefined)
    await batches(5, 0)
    await ssc.stop()
    expect(notices(events)).toEqual([])
  })
})
