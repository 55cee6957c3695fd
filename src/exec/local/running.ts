import type { CallSite, TapError } from '../../core/errors/tap-error.ts'
import { TAP515 } from '../../core/errors/tap515.ts'
import type { Millis } from '../../core/duration.ts'
import type { Job } from '../../rdd/engine.ts'
import { type Cancellation, isCancelled } from '../scheduler/cancellation.ts'

/** On whose behalf something is computed. */
export interface Running {
  readonly batchTime: Millis | undefined
  readonly site: CallSite | undefined
  readonly cancellation: Cancellation
}

const NEVER: Cancellation = Object.freeze({ error: undefined })

/** Work that nobody can cancel, because no action asked for it. */
export const uncancelled = (
  batchTime: Millis | undefined,
  site: CallSite | undefined,
): Running => ({ batchTime, site, cancellation: NEVER })

/** What two jobs need is computed by one of them; when that one is cancelled the other begins anew. */
export const despiteOthers = <R>(
  { cancellation }: Running,
  anew: () => Promise<R>,
  underWay: Promise<R>,
): Promise<R> =>
  underWay.catch((error: unknown) => {
    if (!isCancelled(error) || cancellation.error !== undefined) throw error
    return anew()
  })

interface CancellableJob extends Running {
  readonly group: string | undefined
  readonly cancellation: { error: TapError | undefined }
}

/** The jobs that run now. */
export class RunningJobs {
  readonly #jobs = new Set<CancellableJob>()

  begin({ batchTime, site, group }: Job): CancellableJob {
    const running = { batchTime, site, group, cancellation: { error: undefined } }
    this.#jobs.add(running)
    return running
  }

  end(running: CancellableJob): void {
    this.#jobs.delete(running)
  }

  /** Those of one group, or all. */
  cancel(group: string | undefined): void {
    for (const { group: own, site, cancellation } of this.#jobs) {
      if (group === undefined || own === group) cancellation.error ??= TAP515({ group, site })
    }
  }
}
