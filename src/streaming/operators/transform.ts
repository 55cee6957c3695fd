import type { CallSite } from '../../core/errors/tap-error.ts'
import { errorText } from '../../core/errors/error-text.ts'
import { isTapError } from '../../core/errors/tap-error.ts'
import { atSite } from '../../core/errors/located.ts'
import { TAP109 } from '../../core/errors/tap109.ts'
import { TAP506 } from '../../core/errors/tap506.ts'
import { TAP508 } from '../../core/errors/tap508.ts'
import type { Millis } from '../../core/duration.ts'
import { Time } from '../../core/time.ts'
import { errorSite } from '../../closure/error-site.ts'
import { RDD } from '../../rdd/index.ts'
import { perBatch } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { AnyRDD } from '../graph/stream-node.ts'
import { together } from '../together.ts'

export type Transforming = (...rddsThenTime: never[]) => AnyRDD | Promise<AnyRDD>

interface Options {
  readonly name: string
  readonly site: CallSite | undefined
  readonly f: Transforming
}

const checkFunction = ({ name, site, f }: Options): void => {
  if (typeof f === 'function') return
  const got = f === null ? 'null' : typeof f
  throw TAP109({ what: `The function of ${name}`, expected: 'a function', got, site })
}

/** Calls the user's function on the driver, while a batch is put together. */
const called = async (
  { ssc }: DStream<unknown>,
  { name, site, f }: Options,
  rdds: readonly unknown[],
  at: Millis,
): Promise<AnyRDD> => {
  const time = new Time(at)
  const { engine } = ssc.sparkContext
  let made: unknown
  try {
    made = await engine.call(name, site, ssc.callLimit, () =>
      f(...(rdds as never[]), time as never),
    )
  } catch (error) {
    if (isTapError(error)) throw atSite(error, errorSite(error) ?? site)
    const cause = errorText(error)
    throw TAP508({ batchTime: time.format(), site: errorSite(error) ?? site, cause }, error)
  }
  if (made instanceof RDD) return made as AnyRDD
  throw TAP506({ operator: name, got: made === null ? 'null' : typeof made, site })
}

/** The RDD that `f(rdd, time)` makes of each of the stream's. */
export const transform = (stream: DStream<unknown>, options: Options): DStream<unknown> => {
  checkFunction(options)
  const { name, site } = options
  return perBatch(stream, name, site, (rdd, at) => called(stream, options, [rdd], at))
}

/** The RDD that `f(rdd, other, time)` makes of those of two streams. */
export const transformWith = (
  stream: DStream<unknown>,
  other: DStream<unknown>,
  options: Options,
): DStream<unknown> => {
  checkFunction(options)
  const { name, site } = options
  return together([stream, other], name, site, (rdds, at) => called(stream, options, rdds, at))
}

/** The RDD that `f(rdds, time)` makes of those of several streams. */
export const transformAll = (
  streams: readonly DStream<unknown>[],
  options: Options,
): DStream<unknown> => {
  checkFunction(options)
  const { name, site } = options
  return together(streams, name, site, (rdds, at) => called(streams[0]!, options, [rdds], at))
}
