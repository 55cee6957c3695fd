import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Millis } from '../../core/duration.ts'

/** On whose behalf something is computed. */
export interface Running {
  readonly batchTime: Millis | undefined
  readonly site: CallSite | undefined
}
