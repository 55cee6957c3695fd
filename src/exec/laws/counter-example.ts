import { shown } from '../../core/text/described.ts'
import { cloned } from './cloned.ts'
import type { Lists } from './sample.ts'
import { isSame } from './same-value.ts'

/** Calls that prove that a law does not hold, as a reader should see them. */
export type CounterExample = readonly string[]

type Fold = (a: unknown, b: unknown) => unknown

/** On clones: what is given may be changed, and what comes back may be somebody else's. */
const onClones =
  (f: Fold): Fold =>
  (a, b) =>
    cloned(f(cloned(a), cloned(b)))

/** A value that a function refuses, or whose clone cannot be made, proves nothing. */
const unlessRefused = (find: () => CounterExample | undefined): CounterExample | undefined => {
  try {
    return find()
  } catch {
    return undefined
  }
}

const call = (name: string, a: string, b: string): string => `${name}(${a}, ${b})`

const unlikeGrouping = (
  f: Fold,
  a: unknown,
  b: unknown,
  c: unknown,
): CounterExample | undefined => {
  const left = f(f(a, b), c)
  const right = f(a, f(b, c))
  // A function that does not even agree with itself (it rolls dice, say) is another matter.
  if (isSame(left, right, [a, b, c]) || !isSame(left, f(f(a, b), c), [a, b, c])) return undefined
  const [x, y, z] = [shown(a), shown(b), shown(c)]
  return [
    `${call('reduce', call('reduce', x, y), z)} = ${shown(left)}`,
    `${call('reduce', x, call('reduce', y, z))} = ${shown(right)}`,
  ]
}

type Triple = readonly [unknown, unknown, unknown]

/** Neighbours; of two values one comes twice. (a, b, a) would show nothing where f(a, b) is f(b, a). */
const triplesOf = (list: readonly unknown[]): readonly Triple[] => {
  const [a, b] = list
  if (list.length === 2)
    return [
      [a, b, b],
      [a, a, b],
    ]
  const at = (i: number): unknown => list[i % list.length]
  return list.map((value, i) => [value, at(i + 1), at(i + 2)])
}

/** Three values of one key, grouped either way. */
export const notAssociative = (fold: Fold, lists: Lists): CounterExample | undefined => {
  const f = onClones(fold)
  for (const list of lists) {
    for (const triple of triplesOf(list)) {
      const found = unlessRefused(() => unlikeGrouping(f, ...triple))
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** As the window uses it: `old` came first, and is taken out of what it makes with `rest`. */
const notUndone = (
  f: Fold,
  inverse: Fold,
  rest: unknown,
  old: unknown,
): CounterExample | undefined => {
  const whole = f(old, rest)
  const undone = inverse(whole, old)
  const made = [old, rest]
  if (isSame(undone, rest, made) || !isSame(undone, inverse(f(old, rest), old), made)) {
    return undefined
  }
  const inOrder = isSame(f(rest, old), whole, made) ? [rest, old] : [old, rest]
  return [
    `${call('reduce', shown(inOrder[0]), shown(inOrder[1]))} = ${shown(whole)}`,
    `${call('inverse', shown(whole), shown(old))} = ${shown(undone)}`,
    `expected ${shown(rest)}`,
  ]
}

/** Each value of a key, put before the next one and taken out again. */
export const notInverse = (
  fold: Fold,
  inverted: Fold,
  lists: Lists,
): CounterExample | undefined => {
  const [f, inverse] = [onClones(fold), onClones(inverted)]
  for (const list of lists) {
    for (let i = 1; i < list.length; i++) {
      const found = unlessRefused(() => notUndone(f, inverse, list[i - 1], list[i]))
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** Where values are numbers and are added, the inverse is known. */
export const inverseOf = (fold: Fold, lists: Lists): string | undefined => {
  const pairs = lists.flatMap((list) => list.slice(1).map((b, i) => [list[i], b] as const))
  const adds = pairs.every(
    ([a, b]) => typeof a === 'number' && typeof b === 'number' && isSame(fold(a, b), a + b, [a, b]),
  )
  return adds && pairs.length > 0 ? '(a, b) => a - b' : undefined
}
