import type { Pacing } from './kernels.ts'
import type { PresentState } from './present-state.ts'

/**
 * The kernels of mapWithState; as in `kernels.ts`, each refers to nothing but its parameters. What changes is an overlay
 * over the live state: `scratch[id]` is the place of a touched key in it plus one.
 */
export interface MapStateRun {
  /** The live state by id, as it was before this batch. */
  readonly live: {
    readonly values: ArrayLike<unknown>
    readonly has: ArrayLike<number>
    readonly times: ArrayLike<number>
  }
  readonly scratch: Int32Array
  /** The overlay: touched ids, with value, existence, and whether they are to be written. */
  readonly ids: number[]
  readonly values: unknown[]
  readonly has: number[]
  readonly changed: number[]
  /** When the key of a touched id came in this batch, as a count from 1; 0 when it was there. */
  readonly came: number[]
  births: number
  readonly rows: readonly (readonly [unknown, unknown])[]
  /** The ids of their keys. */
  readonly rowIds: ArrayLike<number>
  /** Ids in the order in which their keys came; below zero where there is none any more. */
  readonly order: ArrayLike<number>
  readonly keys: readonly unknown[]
  readonly out: unknown[]
  i: number
  readonly pace: Pacing
  readonly state: PresentState
  /** `f(time, key, value, state)` gives no output or one; `f(key, value, state)` always gives one. */
  readonly time: unknown
  readonly timed: boolean
  /** Every touch counts as a sign of life. */
  readonly touches: boolean
  /** Keys without a sign of life since then are timed out. */
  readonly idleBefore: number
}

type MapFunction = (...args: unknown[]) => unknown

/** Calls the function for every record of the batch, in their order. */
export const mapState = (run: MapStateRun, f: MapFunction): boolean => {
  const { scratch, live, ids, values, has, changed, came, rows, rowIds, out, pace } = run
  const { state, time, timed } = run
  const end = rows.length
  let i = run.i
  for (let n = 0; i < end; n++) {
    if (n >= pace.stride) {
      n = 0
      if (pace.over()) {
        run.i = i
        return true
      }
    }
    const row = rows[i]!
    run.i = i
    const key = row[0]
    const id = rowIds[i]!
    let place = scratch[id]! - 1
    if (place < 0) {
      place = ids.length
      ids.push(id)
      const there = live.has[id] === 1
      has.push(there ? 1 : 0)
      values.push(there ? live.values[id] : undefined)
      changed.push(0)
      came.push(0)
      scratch[id] = place + 1
    }
    state.begin(has[place] === 1, values[place], false)
    const y = timed ? f(time, key, row[1], state) : f(key, row[1], state)
    if (!timed || (y !== undefined && y !== null)) out.push(y)
    if (state.removed) {
      has[place] = 0
      values[place] = undefined
      changed[place] = 1
    } else if (state.updated || (run.touches && state.has)) {
      if (has[place] === 0) came[place] = ++run.births
      has[place] = 1
      if (state.updated) values[place] = state.value
      changed[place] = 1
    }
    i++
  }
  run.i = i
  return false
}

/** Calls the function for every idle key and removes it, in the order in which the keys came. */
export const timeOut = (run: MapStateRun, f: MapFunction): boolean => {
  const {
    live,
    ids,
    values,
    has,
    changed,
    came,
    order,
    keys,
    out,
    pace,
    state,
    time,
    timed,
    scratch,
  } = run
  const end = order.length
  let i = run.i
  for (let n = 0; i < end; n++) {
    if (n >= pace.stride) {
      n = 0
      if (pace.over()) {
        run.i = i
        return true
      }
    }
    const id = order[i]!
    run.i = i
    i++
    if (id < 0 || scratch[id] !== 0 || live.times[id]! >= run.idleBefore) continue
    state.begin(true, live.values[id], true)
    const y = timed ? f(time, keys[id], undefined, state) : f(keys[id], undefined, state)
    if (!timed || (y !== undefined && y !== null)) out.push(y)
    ids.push(id)
    has.push(0)
    values.push(undefined)
    changed.push(1)
    came.push(0)
    scratch[id] = ids.length
  }
  run.i = i
  return false
}
