import { Time } from '../../../core/time.ts'
import type { KeySpacePartition } from '../../../columns/key-space.ts'
import { type MapStateRun, mapState, timeOut } from '../../aggregate/map-state.ts'
import { PresentState } from '../../aggregate/present-state.ts'
import { Pace } from '../../scheduler/pace.ts'
import type { Slices } from '../../scheduler/slice.ts'
import { CAME, type StateDelta } from '../../storage/state-store.ts'
import type { ColumnsWork, MappedState } from '../../scheduler/task.ts'
import type { ColumnsTools } from './run-columns.ts'
import { walk } from './walk.ts'

type Work = Extract<ColumnsWork, { kind: 'mapState' }>

const NOBODY = { values: [], has: [], times: [], order: [] } as const

const start = (
  tools: ColumnsTools,
  space: KeySpacePartition,
  work: Work,
  rowIds: Uint32Array,
): MapStateRun => {
  const { time, timed, touches, idleBefore } = work.node
  const live = work.before ?? NOBODY
  return {
    live,
    scratch: space.scratch(space.table.idLimit),
    ids: [],
    values: [],
    has: [],
    changed: [],
    came: [],
    births: 0,
    rows: work.records,
    rowIds,
    order: live.order,
    keys: space.table.keys,
    out: [],
    i: 0,
    pace: new Pace(tools.slices),
    state: new PresentState(),
    time: new Time(time),
    timed,
    touches,
    idleBefore,
  }
}

/** The ids of the records' keys; `at` is told of each before it is looked at. */
const takeIn = async (
  slices: Slices,
  { table }: KeySpacePartition,
  records: Work['records'],
  at: (record: unknown) => void,
): Promise<Uint32Array> => {
  const ids = new Uint32Array(records.length)
  const hashes = new Int32Array(records.length)
  const keys: unknown[] = []
  for (let from = 0; from < records.length; from += 1024) {
    const to = Math.min(from + 1024, records.length)
    for (let i = from; i < to; i++) {
      at(records[i])
      keys.push(records[i]![0])
      hashes[i] = table.hash(keys[i])
    }
    table.slotAll(keys, hashes, ids, { from, to })
    await slices.pause()
  }
  at(undefined)
  return ids
}

/** The initial state is written in the first batch, as of its time. */
const enter = (run: MapStateRun, { initial }: Work): void => {
  initial?.ids.forEach((id, i) => {
    run.ids.push(id)
    run.has.push(1)
    run.values.push(initial.values[i])
    run.changed.push(1)
    run.came.push(++run.births)
    run.scratch[id] = run.ids.length
  })
}

/** What is to be written; leaves the scratch clean, and forgets keys that were only looked at. */
const leave = (run: MapStateRun, space: KeySpacePartition, time: number): MappedState => {
  const { scratch, live, has, changed, came } = run
  const written: number[] = []
  for (let place = 0; place < run.ids.length; place++) {
    const id = run.ids[place]!
    scratch[id] = 0
    const was = live.has[id] === 1
    if (changed[place] === 1 && (was || has[place] === 1)) written.push(place)
    else if (!was && space.holdersOf(id) === 0) space.table.remove(id)
  }
  if (run.births > 0) written.sort((a, b) => came[a]! - came[b]!)
  return { emitted: run.out, delta: deltaOf(run, written, time) }
}

const deltaOf = (run: MapStateRun, written: readonly number[], time: number): StateDelta => {
  const { length } = written
  const [ids, has, values] = [new Uint32Array(length), new Uint8Array(length), [] as unknown[]]
  for (let i = 0; i < length; i++) {
    const place = written[i]!
    ids[i] = run.ids[place]!
    values.push(run.values[place])
    has[i] = run.has[place] === 1 && run.came[place]! > 0 ? CAME : run.has[place]!
  }
  return { ids, values, has, time }
}

/** Runs one attempt at a batch of mapWithState; `record` is told what the running call was given. */
export const runMapState = async (
  tools: ColumnsTools,
  space: KeySpacePartition,
  work: Work,
  record: (value: unknown) => void,
): Promise<MappedState> => {
  const { fn, time, idleBefore } = work.node
  const rowIds = await takeIn(tools.slices, space, work.records, record)
  const run = start(tools, space, work, rowIds)
  enter(run, work)
  let failing = (): unknown => run.rows[run.i]
  try {
    const calls = tools.kernels.get('mapState', mapState, fn.id)
    await walk(tools.slices, () => calls(run, fn.fn))
    if (Number.isFinite(idleBefore)) {
      run.i = 0
      failing = () => run.keys[run.order[run.i]!]
      const idle = tools.kernels.get('timeOut', timeOut, fn.id)
      await walk(tools.slices, () => idle(run, fn.fn))
    }
  } catch (error) {
    record(failing())
    throw error
  }
  return leave(run, space, time)
}
