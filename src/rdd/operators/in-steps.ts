import type { CallSite } from '../../core/errors/tap-error.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import type { Survey } from '../plan/survey.ts'
import { own } from '../task.ts'

/** So many elements are looked at in one step. */
export const STEP = 1024

const same = (list: unknown): unknown => list

/**
 * A partition made step by step: `make` gives lists of elements, also empty ones, so that between two of them the
 * event loop can have its turn, however few elements come out.
 */
export const inSteps = (
  parent: RddNode,
  name: string,
  make: (
    partition: number,
    rows: readonly never[],
    surveyed: never,
  ) => Iterable<readonly unknown[]>,
  site: CallSite | undefined,
  keeps: 'partitioner' | 'nothing' = 'nothing',
  survey?: Survey,
): NarrowNode => {
  const made = own(make, 'steps', site)
  const lists = narrow(parent, name, 'withIndex', 'element', made, keeps, survey, 'rows')
  return narrow(lists, name, 'flatMap', 'element', own(same, 'step', site), keeps)
}

/** What `of` makes of the elements, in steps; `of` puts it into the list that it is given. */
export const stepping = function* <T>(
  rows: readonly T[],
  of: (element: T, list: unknown[], place: number) => void,
): Generator<readonly unknown[]> {
  for (let from = 0; from < rows.length; from += STEP) {
    const list: unknown[] = []
    const to = Math.min(rows.length, from + STEP)
    for (let i = from; i < to; i++) of(rows[i]!, list, i)
    yield list
  }
}
