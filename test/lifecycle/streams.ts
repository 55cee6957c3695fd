import { afterEach } from 'vitest'
import { SparkConf, SparkContext, StreamingContext, type TapEvent } from 'tapstream'
import { ManualClock } from 'tapstream/testing'

/** A context on a clock that is moved by hand, and what it has said so far. */
export interface Streams {
  readonly sc: SparkContext
  readonly ssc: StreamingContext
  readonly clock: ManualClock
  readonly events: TapEvent[]
  /** Types of the events so far, those that are only counts left out. */
  said(): string[]
}

const open: SparkContext[] = []

/** Contexts that a test leaves open are stopped after it, whatever state they are in. */
export const stopAfterEach = (): void => {
  afterEach(async () => {
    const active = StreamingContext.getActive()
    if (active !== undefined) await active.stop({ stopSparkContext: false })
    for (const sc of open.splice(0)) await sc.stop()
  })
}

export const context = (conf: Record<string, string> = {}): SparkContext => {
  const settings = new SparkConf().setMaster('local[2]').setAppName('lifecycle')
  const sc = new SparkContext(settings.setAll(Object.entries(conf)))
  open.push(sc)
  return sc
}

const QUIET = new Set(['OperatorCounts', 'StageCompiled'])

export const streamsOn = (sc: SparkContext, clock = new ManualClock()): Streams => {
  const ssc = new StreamingContext(sc, 1, { clock })
  const events: TapEvent[] = []
  sc.events.on((event) => events.push(event))
  const said = (): string[] => events.map(({ type }) => type).filter((type) => !QUIET.has(type))
  return { sc, ssc, clock, events, said }
}

export const streams = (conf?: Record<string, string>): Streams => streamsOn(context(conf))

/** Each batch has one number, counting from 0. */
export const counting = (
  ssc: StreamingContext,
  batches = 20,
): ReturnType<typeof ssc.queueStream<number>> =>
  ssc.queueStream<number>(Array.from({ length: batches }, (_, i) => [i]))

/** A promise, and the hand that resolves it. */
export const gate = (): { readonly opened: Promise<void>; open(): void } => {
  let open!: () => void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

/** What becomes of a promise until the event loop has turned a few times. */
export const outcome = async (promise: Promise<unknown>): Promise<string> => {
  let seen = 'pending'
  promise.then(
    () => (seen = 'resolved'),
    () => (seen = 'rejected'),
  )
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
  return seen
}

export const code = (expected: string): unknown => ({
  asymmetricMatch: (e: { code?: string }) => e.code === expected,
})
