import type { CallSite } from '../../core/errors/tap-error.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { poisson, randoms } from '../random.ts'
import { inSteps, stepping } from './in-steps.ts'

/** How often an element comes out; asked once per element, in order, with the partition's own random numbers. */
export type Draw = (element: unknown, random: () => number) => number

/** The elements as often as they are drawn: the same for the same seed, however often it is computed. */
export const drawn = (
  parent: RddNode,
  seed: number,
  draw: Draw,
  name: string,
  site: CallSite | undefined,
): NarrowNode =>
  inSteps(
    parent,
    name,
    (partition, rows) => {
      const random = randoms(seed, partition)
      return stepping(rows, (x, list) => {
        for (let n = draw(x, random); n > 0; n--) list.push(x)
      })
    },
    site,
    'partitioner',
  )

/** Chances of being drawn once, or with replacement how often on average. */
export const drawing = (withReplacement: boolean, fraction: number, random: () => number): number =>
  withReplacement ? poisson(fraction, random) : Number(random() < fraction)

export const sample = (
  parent: RddNode,
  withReplacement: boolean,
  fraction: number,
  seed: number,
  site: CallSite | undefined,
  name = 'sample',
): NarrowNode =>
  drawn(parent, seed, (_, random) => drawing(withReplacement, fraction, random), name, site)

/** The elements whose random number lies between two bounds: with one seed and bounds that meet, a split. */
export const between = (
  parent: RddNode,
  [low, high]: readonly [number, number],
  seed: number,
  site: CallSite | undefined,
  name = 'randomSplit',
): NarrowNode => {
  const draw: Draw = (_, random) => {
    const number = random()
    return Number(number >= low && number < high)
  }
  return drawn(parent, seed, draw, name, site)
}
