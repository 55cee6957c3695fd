import type { Millis } from '../../core/duration.ts'
import { atSite } from '../../core/errors/located.ts'
import { isTapError, type CallSite } from '../../core/errors/tap-error.ts'
import type { Sink } from '../../io/sink.ts'
import type { RDD } from '../rdd.ts'

/** Every partition through the sink, then the commit; what fails leaves nothing that looks complete. */
export const save = async <T>(
  rdd: RDD<T>,
  sink: Sink<T>,
  batchTime: Millis | undefined,
  site: CallSite | undefined,
): Promise<void> => {
  const { context, node } = rdd
  context.jobStarted()
  const group = context.jobGroup
  const action = { kind: 'write', sink: sink as Sink<unknown> } as const
  try {
    const written = await context.engine.run({ node, action, site, batchTime, group })
    await sink.commit(batchTime, written as string[])
  } catch (error) {
    await sink.abort(batchTime).catch(() => undefined)
    throw isTapError(error) ? atSite(error, site) : error
  }
}
