import { spread } from '../columns/structural.ts'

/** A seed for what was given none: taken when the plan is made, so that computing it again gives the same. */
export const anySeed = (): number => Math.floor(Math.random() * 2 ** 32)

/**
 * Numbers from 0 to below 1, the same for the same seed and partition (sfc32, two words each). Not for secrets.
 */
export const randoms = (seed: number, partition = 0): (() => number) => {
  let a = spread(Math.floor(seed) ^ 0x9e3779b9)
  let b = spread(a ^ Math.floor((seed % 1) * 2 ** 31) ^ Math.floor(seed / 2 ** 32))
  let c = spread(b ^ Math.imul(partition + 1, 0x85ebca6b))
  let counter = 1
  const word = (): number => {
    const t = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) word()
  return () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53
}

/** How often something with this mean happens: the exponential waits that fit into it. */
export const poisson = (mean: number, random: () => number): number => {
  let n = 0
  for (let t = -Math.log(1 - random()); t < mean; t -= Math.log(1 - random())) n++
  return n
}

/** Puts the items into any order, in place. */
export const shuffled = <T>(items: T[], random: () => number): T[] => {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const item = items[i]!
    items[i] = items[j]!
    items[j] = item
  }
  return items
}
