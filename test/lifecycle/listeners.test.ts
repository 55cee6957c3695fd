import { describe, expect, it } from 'vitest'
import {
  type BatchInfo,
  type OutputOperationInfo,
  StatsReportListener,
  type StreamingListener,
  Time,
} from 'tapstream'
import { sourceStream } from '../../src/streaming/input/source-stream.ts'
import { RowsSource } from './rows-source.ts'
import { code, context, counting, stopAfterEach, streams, streamsOn } from './streams.ts'

stopAfterEach()

interface Told {
  readonly callback: string
  readonly payload: unknown
}

/** A listener that writes everything down, and what it has written. */
const recorder = (): { listener: StreamingListener; told: Told[]; names(): string[] } => {
  const told: Told[] = []
  const names = [
    'onStreamingStarted',
    'onReceiverStarted',
    'onReceiverError',
    'onReceiverStopped',
    'onBatchSubmitted',
    'onBatchStarted',
    'onBatchCompleted',
    'onOutputOperationStarted',
    'onOutputOperationCompleted',
  ]
  const listener: StreamingListener = Object.fromEntries(
    names.map((callback) => [
      callback,
      (payload: unknown) => void told.push({ callback, payload }),
    ]),
  )
  return { listener, told, names: () => told.map(({ callback }) => callback.slice(2)) }
}

const batches = (told: readonly Told[], callback: string): BatchInfo[] =>
  told.flatMap((one) => (one.callback === callback ? [one.payload as BatchInfo] : []))

describe('a streaming listener', () => {
  it('is told of each batch in order: submitted, started, its outputs, completed', async () => {
    const { ssc, clock } = streams()
    const numbers = counting(ssc)
    numbers.foreachRDD((rdd) => void rdd.collect())
    numbers.foreachRDD(() => undefined)
    const { listener, names } = recorder()
    ssc.addStreamingListener(listener)
    ssc.start()
    await clock.advance(2)
    await ssc.stop()
    const output = ['OutputOperationStarted', 'OutputOperationCompleted']
    const batch = ['BatchSubmitted', 'BatchStarted', ...output, ...output, 'BatchCompleted']
    expect(names()).toEqual(['StreamingStarted', ...batch, ...batch])
  })

  it('is told nothing of a batch without work, and nothing after the stop', async () => {
    const { ssc, clock } = streams()
    counting(ssc)
      .window(2, 2)
      .foreachRDD(() => undefined)
    const { listener, told, names } = recorder()
    ssc.addStreamingListener(listener)
    ssc.start()
    await clock.advance(5)
    await ssc.stop({ stopSparkContext: false })
    const times = batches(told, 'onBatchCompleted').map(({ batchTime }) => Number(batchTime))
    expect(times).toEqual([2000, 4000])
    const before = names().length
    ssc.events.post({ type: 'StreamingStarted', time: 1 })
    expect(names()).toHaveLength(before)
  })

  it('hears of its own context only, though two share a SparkContext', async () => {
    const first = streams()
    counting(first.ssc).foreachRDD(() => undefined)
    const second = streamsOn(first.sc)
    counting(second.ssc).foreachRDD(() => undefined)
    const [one, two] = [recorder(), recorder()]
    first.ssc.addStreamingListener(one.listener)
    second.ssc.addStreamingListener(two.listener)
    first.ssc.start()
    await first.clock.advance(1)
    await first.ssc.stop(false)
    const heard = one.names().length
    expect(two.names()).toEqual([])
    second.ssc.start()
    await second.clock.advance(1)
    expect([one.names().length, two.names().length]).toEqual([heard, heard])
  })

  it('gets the delays that are known by then, and undefined for the others', async () => {
    const { ssc, clock } = streams()
    const source = new RowsSource()
    sourceStream(ssc, 'rows', source, undefined).foreachRDD((rdd) => void rdd.count())
    const { listener, told } = recorder()
    ssc.addStreamingListener(listener)
    ssc.start()
    source.give('a', 'b', 'c')
    await clock.advance(1)
    const [submitted] = batches(told, 'onBatchSubmitted')
    const [started] = batches(told, 'onBatchStarted')
    const [completed] = batches(told, 'onBatchCompleted')
    expect(submitted).toMatchObject({
      batchTime: new Time(1000),
      submissionTime: 1000,
      processingStartTime: undefined,
      processingEndTime: undefined,
      schedulingDelay: undefined,
      processingDelay: undefined,
      totalDelay: undefined,
      numRecords: 3,
    })
    expect(started).toMatchObject({
      processingStartTime: 1000,
      schedulingDelay: 0,
      processingDelay: undefined,
      totalDelay: undefined,
    })
    expect(completed).toMatchObject({ schedulingDelay: 0, processingDelay: 0, totalDelay: 0 })
    expect([...completed!.streamIdToInputInfo]).toEqual([
      [0, { inputStreamId: 0, numRecords: 3, metadata: {}, metadataDescription: undefined }],
    ])
  })

  it('counts total delay from the submission, not from the batch time', async () => {
    const { ssc, clock } = streams()
    const { listener, told } = recorder()
    ssc.addStreamingListener(listener)
    const batch = { batchTime: 1000, inputs: [], outputs: [], submissionTime: 1010 }
    counting(ssc).foreachRDD(() => undefined)
    ssc.start()
    await clock.advance(0.1)
    const times = { processingStartTime: 1025, processingEndTime: 1125 }
    ssc.events.post({ type: 'BatchCompleted', batch: { ...batch, ...times } })
    expect(batches(told, 'onBatchCompleted')).toMatchObject([
      { schedulingDelay: 15, processingDelay: 100, totalDelay: 115 },
    ])
  })

  it('gets output operations with name, place, duration and the reason of a failure', async () => {
    const { ssc, clock } = streams()
    const numbers = counting(ssc)
    numbers.foreachRDD(() => undefined)
    numbers.foreachRDD(() => {
      throw new RangeError('too far')
    })
    const { listener, told } = recorder()
    ssc.addStreamingListener(listener)
    ssc.start()
    const ended = ssc.awaitTermination()
    await Promise.all([expect(ended).rejects.toThrow('too far'), clock.advance(1)])
    const [completed] = batches(told, 'onBatchCompleted')
    expect([...completed!.outputOperationInfos.keys()]).toEqual([0, 1])
    expect(completed!.outputOperationInfos.get(0)).toMatchObject({
      batchTime: new Time(1000),
      id: 0,
      name: expect.stringMatching(/^foreachRDD at listeners\.test\.ts:\d+$/) as string,
      description: expect.stringMatching(
        /^foreachRDD at .*\/listeners\.test\.ts:\d+:\d+$/,
      ) as string,
      startTime: 1000,
      endTime: 1000,
      duration: 0,
      failureReason: undefined,
    })
    expect(completed!.outputOperationInfos.get(1)!.failureReason).toMatch(/too far[^]*at /)
    const [first] = told.filter(({ callback }) => callback === 'onOutputOperationStarted')
    expect(first!.payload as OutputOperationInfo).toMatchObject({
      endTime: undefined,
      duration: undefined,
    })
  })

  it('finds the fields also where Spark has them, and in no other field', async () => {
    const { ssc, clock } = streams()
    counting(ssc).foreachRDD(() => undefined)
    const seen: unknown[] = []
    ssc.addStreamingListener({
      onStreamingStarted: ({ time }) => void seen.push(time),
      onBatchCompleted: (event) => {
        seen.push(event.batchInfo === event, JSON.parse(JSON.stringify(event)).batchInfo)
      },
      onOutputOperationCompleted: (event) => void seen.push(event.outputOperationInfo.id),
    })
    ssc.start()
    await clock.advance(1)
    expect(seen).toEqual([0, 0, true, undefined])
  })

  it('reports inputs by their number; queues are counted and report nothing', async () => {
    const { ssc, clock } = streams()
    const numbers = counting(ssc)
    const source = new RowsSource()
    sourceStream(ssc, 'rows', source, undefined)
      .union(numbers)
      .foreachRDD(() => undefined)
    const { listener, told } = recorder()
    ssc.addStreamingListener(listener)
    ssc.start()
    source.give('a')
    await clock.advance(1)
    const [completed] = batches(told, 'onBatchCompleted')
    expect([...completed!.streamIdToInputInfo.keys()]).toEqual([1])
    expect(completed!.numRecords).toBe(1)
  })

  it('is told once, however often it was added, and no more once it is taken off', async () => {
    const { ssc, clock } = streams()
    counting(ssc).foreachRDD(() => undefined)
    const { listener, told } = recorder()
    ssc.addStreamingListener(listener)
    ssc.addStreamingListener(listener)
    ssc.start()
    await clock.advance(1)
    expect(batches(told, 'onBatchCompleted')).toHaveLength(1)
    ssc.removeStreamingListener(listener)
    ssc.removeStreamingListener({})
    await clock.advance(1)
    expect(batches(told, 'onBatchCompleted')).toHaveLength(1)
  })

  it('may be added while the context runs', async () => {
    const { ssc, clock } = streams()
    counting(ssc).foreachRDD(() => undefined)
    ssc.start()
    await clock.advance(1)
    const { listener, names } = recorder()
    ssc.addStreamingListener(listener)
    await clock.advance(1)
    expect(names()[0]).toBe('BatchSubmitted')
  })

  it('that throws stops nobody, and is told of once for each callback', async () => {
    const { ssc, clock, events } = streams()
    counting(ssc).foreachRDD((rdd) => void rdd.count())
    class Broken implements StreamingListener {
      onBatchStarted(): void {
        throw new TypeError('sync trouble')
      }
      async onBatchCompleted(): Promise<void> {
        await Promise.resolve()
        throw new TypeError('late trouble')
      }
    }
    const { listener, told } = recorder()
    ssc.addStreamingListener(new Broken())
    ssc.addStreamingListener(listener)
    ssc.start()
    await clock.advance(3)
    const notices = events.flatMap((event) => (event.type === 'Notice' ? [event] : []))
    expect(notices.map(({ text }) => text.split('\n')[0])).toEqual([
      "A streaming listener's onBatchStarted threw TypeError: sync trouble",
      "A streaming listener's onBatchCompleted threw TypeError: late trouble",
    ])
    expect(notices[0]!.site?.file).toMatch(/listeners\.test\.ts$/)
    expect(batches(told, 'onBatchCompleted')).toHaveLength(3)
    expect(ssc.keptError).toBeUndefined()
  })

  it('cannot stop the context inside a callback, but after it', async () => {
    const { ssc, clock } = streams()
    counting(ssc).foreachRDD(() => undefined)
    let refused: unknown
    let stopping: Promise<void> | undefined
    ssc.addStreamingListener({
      onBatchCompleted: () => {
        refused ??= ssc.stop().catch((error: unknown) => error)
        setImmediate(() => void (stopping ??= ssc.stop()))
      },
    })
    ssc.start()
    await clock.advance(1)
    expect(await refused).toMatchObject({
      code: 'TAP112',
      message: expect.stringContaining('Cannot stop StreamingContext within listener') as string,
    })
    expect(ssc.getState()).toBe('ACTIVE')
    await new Promise((resolve) => setImmediate(resolve))
    await stopping
    expect(ssc.getState()).toBe('STOPPED')
  })

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /got undefined/],
    ['a function', () => undefined, /got function/],
    ['an object without callbacks', {}, /none of them/],
    ['a slip of the fingers', { onBatchComplete: () => undefined }, /onBatchCompleted\?/],
  ])('is refused when it is %s', (_, listener, message) => {
    const { ssc } = streams()
    const add = (): void => ssc.addStreamingListener(listener as StreamingListener)
    expect(add).toThrow(code('TAP109'))
    expect(add).toThrow(message)
  })
})

describe('StatsReportListener', () => {
  it('tells how long the last batches took', () => {
    const texts: string[] = []
    const listener = new StatsReportListener(2, (text) => texts.push(text))
    for (const [total, processing] of [
      [9000, 1],
      [5, 4],
      [1500, 6],
    ]) {
      const batchInfo = { totalDelay: total, processingDelay: processing } as BatchInfo
      listener.onBatchCompleted({ batchInfo })
    }
    expect(texts).toHaveLength(3)
    expect(texts[2]).toBe(
      [
        'Total delay: (count: 2, mean: 752.500000, stdev: 747.500000, max: 1500.000000, min: 5.000000)',
        '\t0%\t5%\t10%\t25%\t50%\t75%\t90%\t95%\t100%',
        '\t5.0 ms\t5.0 ms\t5.0 ms\t5.0 ms\t1.5 s\t1.5 s\t1.5 s\t1.5 s\t1.5 s',
        'Processing time: (count: 2, mean: 5.000000, stdev: 1.000000, max: 6.000000, min: 4.000000)',
        '\t0%\t5%\t10%\t25%\t50%\t75%\t90%\t95%\t100%',
        '\t4.0 ms\t4.0 ms\t4.0 ms\t4.0 ms\t6.0 ms\t6.0 ms\t6.0 ms\t6.0 ms\t6.0 ms',
        '',
      ].join('\n'),
    )
  })

  it('looks back at ten batches, and may be added to a context', async () => {
    const texts: string[] = []
    const { ssc, clock } = streamsOn(context())
    counting(ssc).foreachRDD(() => undefined)
    ssc.addStreamingListener(new StatsReportListener(undefined, (text) => texts.push(text)))
    ssc.start()
    await clock.advance(12)
    expect(texts.map((text) => /count: (\d+)/.exec(text)![1])).toEqual(
      Array.from({ length: 12 }, (_, i) => String(Math.min(i + 1, 10))),
    )
  })
})
