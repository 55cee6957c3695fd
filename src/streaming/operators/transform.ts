import { errorText } from '../../core/errors/error-text.ts'
import { isTapError } from '../../core/errors/tap-error.ts'
import { atSite } from '../../core/errors/located.ts'
import { TAP109 } from '../../core/errors/tap109.ts'
import { TAP506 } from '../../core/errors/tap506.ts'
import { TAP508 } from '../../core/errors/tap508.ts'
import { Time } from '../../core/time.ts'
import { callSite } from '../../closure/call-site.ts'
import { errorSite } from '../../closure/error-site.ts'
import { RDD } from '../../rdd/index.ts'
import { perBatch } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { AnyRDD } from '../graph/stream-node.ts'

/** The user's function on the driver, once per batch, while the batch is put together. */
export const transform = (
  stream: DStream<unknown>,
  f: (rdd: AnyRDD, time: Time) => AnyRDD | Promise<AnyRDD>,
): DStream<unknown> => {
  const site = callSite()
  if (typeof f !== 'function') {
    const got = f === null ? 'null' : typeof f
    throw TAP109({ what: 'The function of transform', expected: 'a function', got, site })
  }
  return perBatch(stream, 'transform', site, async (rdd, at) => {
    const time = new Time(at)
    let made: unknown
    try {
      made = await stream.ssc.sparkContext.engine.call(
        'transform',
        site,
        stream.ssc.callLimit,
        () => f(rdd, time),
      )
    } catch (error) {
      if (isTapError(error)) throw atSite(error, errorSite(error) ?? site)
      const cause = errorText(error)
      throw TAP508({ batchTime: time.format(), site: errorSite(error) ?? site, cause }, error)
    }
    if (made instanceof RDD) return made
    throw TAP506({ operator: 'transform', got: made === null ? 'null' : typeof made, site })
  })
}
