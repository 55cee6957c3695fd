import { errorText } from '../../core/errors/error-text.ts'
import { isTapError } from '../../core/errors/tap-error.ts'
import { atSite } from '../../core/errors/located.ts'
import { TAP501 } from '../../core/errors/tap501.ts'
import type { Millis } from '../../core/duration.ts'
import { Time } from '../../core/time.ts'
import { errorSite } from '../../closure/error-site.ts'
import { inScope } from '../../context/batch-scope.ts'
import type { BatchJob } from './job-set.ts'

/** One output operation on behalf of its batch; errors of the user's function name it. */
export const runOutput = async (time: Millis, { output, rdd }: BatchJob): Promise<void> => {
  try {
    await inScope({ time, stage: 'output' }, () => output.run(rdd, time))
  } catch (error) {
    if (isTapError(error)) throw atSite(error, errorSite(error) ?? output.site)
    throw TAP501(
      {
        operator: output.name,
        site: output.site,
        batchTime: new Time(time).format(),
        record: '',
        cause: errorText(error),
        at: errorSite(error),
      },
      error,
    )
  }
}
