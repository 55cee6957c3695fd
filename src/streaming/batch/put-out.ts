import type { Millis } from '../../core/duration.ts'
import type { Graph } from '../graph/graph.ts'

/** Whether everything up to the batch `data` has been put out by the batch `last`: of slower windows, the slide after it. */
export const putOut = ({ zeroTime, outputs }: Graph, data: Millis, last: Millis): boolean =>
  last > zeroTime &&
  outputs.every(({ parent }) => {
    const slides = Math.ceil((data - zeroTime) / parent.slide)
    return last >= zeroTime + slides * parent.slide
  })
