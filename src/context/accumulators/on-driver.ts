import { errorText } from '../../core/errors/error-text.ts'
import { isTapError, type CallSite } from '../../core/errors/tap-error.ts'
import { TAP411 } from '../../core/errors/tap411.ts'
import { TAP501 } from '../../core/errors/tap501.ts'
import { callSite } from '../../closure/call-site.ts'
import { errorSite } from '../../closure/error-site.ts'
import { presentUpdates } from '../../exec/scheduler/updates.ts'

/** TAP411 inside a task, for what only the driver can know. */
export const onDriver = (what: string): void => {
  if (presentUpdates() !== undefined) throw TAP411({ what, site: callSite() })
}

/** Adding what a task has gathered: the user's own addition may fail, which is then the error of the job. */
export const adding = <R>(accumulator: string, site: CallSite | undefined, f: () => R): R => {
  try {
    return f()
  } catch (error) {
    if (isTapError(error)) throw error
    throw TAP501(
      {
        operator: `the addition of ${accumulator}`,
        site,
        batchTime: undefined,
        record: '',
        cause: errorText(error),
        at: errorSite(error),
      },
      error,
    )
  }
}
