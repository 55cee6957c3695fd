import type { Clock } from '../core/clock.ts'
import type { SparkContext } from './spark-context.ts'

/**
 * What the command line gives to the contexts that a job makes. Configuration said in the program wins over it, as in
 * Spark; inside someone else's program there is none of it.
 */
export interface Submitted {
  readonly conf: ReadonlyMap<string, string>
  /** The batch clock, where the command line moves it. */
  readonly clock?: Clock | undefined
  /** Where this run is written down, and what it goes on from: `recover` of streaming knows what that is. */
  readonly checkpoint?: {
    readonly directory: string
    readonly from: unknown
    readonly acceptChanges: boolean
  }
  /** Told of each context as it is made. */
  readonly created?: (context: SparkContext) => void
}

let present: Submitted = { conf: new Map() }

export const submitted = (): Submitted => present

export const submit = (given: Submitted): void => {
  present = given
}
