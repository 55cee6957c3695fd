import type { NewColumn } from '../../columns/new-column.ts'

/**
 * The loops over columns that call a user's function. Each is copied per function (`Kernels`), so it may refer to
 * nothing but its parameters. A kernel keeps its cursor in the run, returns true when its slice is over and false when
 * it is done. `scratch[id]` is the place of a key in the result plus one, 0 where the key is not in it yet.
 */

/**
 * Functions may change their first argument. What they are given is theirs only when it came out of a fold: a value
 * that belongs to a pane, to the window before or to the state before is copied first, when it is an object.
 */
export type Copy = (value: unknown) => unknown

/** When to look at the clock, and what it says. */
export interface Pacing {
  readonly stride: number
  over(): boolean
}

export interface KernelRun {
  readonly scratch: Int32Array
  readonly ids: number[]
  readonly out: unknown[]
  i: number
  readonly pace: Pacing
}

export interface MergeRun extends KernelRun {
  inIds: ArrayLike<number>
  inValues: ArrayLike<unknown>
  inCounts: ArrayLike<number> | undefined
  readonly counts: number[]
  /** Whether a value of the result came out of a fold; asked only for objects. */
  readonly own: boolean[]
}

/** Merges one more column of (id, value) into the result. */
export const mergeColumn = (
  run: MergeRun,
  f: (a: unknown, b: unknown) => unknown,
  copy: Copy,
): boolean => {
  const { scratch, ids, out, counts, inIds, inValues, inCounts, pace, own } = run
  const end = inIds.length
  let i = run.i
  for (let n = 0; i < end; n++) {
    if (n >= pace.stride) {
      n = 0
      if (pace.over()) {
        run.i = i
        return true
      }
    }
    const id = inIds[i]!
    const place = scratch[id]!
    const count = inCounts === undefined ? 1 : inCounts[i]!
    if (place === 0) {
      ids.push(id)
      out.push(inValues[i])
      counts.push(count)
      scratch[id] = ids.length
    } else {
      let value = out[place - 1]
      if (typeof value === 'object' && own[place - 1] !== true) {
        value = copy(value)
        own[place - 1] = true
      }
      out[place - 1] = f(value, inValues[i])
      counts[place - 1]! += count
    }
    i++
  }
  run.i = i
  return false
}

export interface SlideRun {
  /** As long as the result can become. */
  readonly ids: Uint32Array
  readonly counts: Uint32Array
  readonly out: unknown[]
  i: number
  readonly pace: Pacing
  readonly previous: {
    readonly ids: ArrayLike<number>
    readonly values: ArrayLike<unknown>
    readonly counts: ArrayLike<number>
  }
  /** Reduced panes that leave and enter, with the place of each id in them plus one. */
  readonly leaving: {
    readonly values: ArrayLike<unknown>
    readonly counts: ArrayLike<number>
    readonly places: Int32Array
  }
  readonly entering: {
    readonly ids: ArrayLike<number>
    readonly values: ArrayLike<unknown>
    readonly counts: ArrayLike<number>
    readonly places: Int32Array
  }
  /** The first result of the inverse, for a look at it. */
  undone: { readonly value: unknown } | undefined
}

/**
 * The next window from the previous one: first what left is undone, then what came is added. A key whose records have
 * all left the window is dropped, by counting the panes that hold it.
 */
export const slideWindow = (
  run: SlideRun,
  f: (a: unknown, b: unknown) => unknown,
  inverse: (a: unknown, b: unknown) => unknown,
  copy: Copy,
): boolean => {
  const { ids, out, counts, previous, leaving, entering, pace } = run
  const before = previous.ids.length
  const end = before + entering.ids.length
  let i = run.i
  for (let n = 0; i < end; n++) {
    if (n >= pace.stride) {
      n = 0
      if (pace.over()) {
        run.i = i
        return true
      }
    }
    if (i >= before) {
      // Keys that come anew; the others were met among the previous ones, and their place is marked below zero.
      const j = i - before
      const id = entering.ids[j]!
      if (entering.places[id]! > 0) {
        const at = out.length
        ids[at] = id
        counts[at] = entering.counts[j]!
        out.push(entering.values[j])
      }
      i++
      continue
    }
    const id = previous.ids[i]!
    const left = leaving.places[id]!
    const came = entering.places[id]!
    let value = previous.values[i]
    let count = previous.counts[i]!
    i++
    if (typeof value === 'object' && (left !== 0 || came !== 0)) value = copy(value)
    if (left !== 0) {
      count -= leaving.counts[left - 1]!
      if (count > 0) {
        value = inverse(value, leaving.values[left - 1])
        if (run.undone === undefined) run.undone = { value }
      }
    }
    if (came !== 0) {
      entering.places[id] = -came
      value = count > 0 ? f(value, entering.values[came - 1]) : entering.values[came - 1]
      count += entering.counts[came - 1]!
    }
    if (count > 0) {
      const at = out.length
      ids[at] = id
      counts[at] = count
      out.push(value)
    }
  }
  run.i = i
  return false
}

export interface StateRun {
  readonly scratch: Int32Array
  readonly out: NewColumn
  /** Places in the state before whose keys have none any more, in their order; and ids that have one now. */
  readonly gone: number[]
  readonly came: number[]
  i: number
  readonly pace: Pacing
  readonly previousIds: ArrayLike<number>
  readonly previousValues: ArrayLike<unknown>
  readonly batchIds: ArrayLike<number>
  readonly groups: ArrayLike<readonly unknown[]>
}

/** Calls the function for every key with state, in the order of the state, then for the new keys in theirs. */
export const updateState = (
  run: StateRun,
  f: (values: readonly unknown[], state: unknown) => unknown,
  copy: Copy,
): boolean => {
  const { scratch, out, gone, came, previousIds, previousValues, batchIds, groups, pace } = run
  const before = previousIds.length
  const end = before + batchIds.length
  let i = run.i
  for (let n = 0; i < end; n++) {
    if (n >= pace.stride) {
      n = 0
      if (pace.over()) {
        run.i = i
        return true
      }
    }
    if (i >= before) {
      const j = i - before
      const id = batchIds[j]!
      i++
      if (scratch[id]! < 0) continue
      const next = f(groups[j]!, undefined)
      if (next === undefined || next === null) continue
      came.push(id)
      out.push(next)
      continue
    }
    const id = previousIds[i]!
    const place = scratch[id]!
    let state = previousValues[i]
    let next
    i++
    if (typeof state === 'object') state = copy(state)
    if (place === 0) next = f([], state)
    else {
      scratch[id] = -place
      next = f(groups[place - 1]!, state)
    }
    if (next === undefined || next === null) gone.push(i - 1)
    else out.push(next)
  }
  run.i = i
  return false
}
