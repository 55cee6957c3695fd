import { TAP503 } from '../../../core/errors/tap503.ts'
import { copied } from '../../../core/copied.ts'
import type { KeyedColumns, KeySpacePartition } from '../../../columns/key-space.ts'
import { type Column, toColumn } from '../../../columns/column.ts'
import { type KeyTable, PROCESS_SEED } from '../../../columns/key-table.ts'
import { NewColumn } from '../../../columns/new-column.ts'
import type { KeyedBlock } from '../../shuffle/map-output.ts'
import type { AnyFunction } from '../../../rdd/plan/nodes.ts'
import type { TaskFunction } from '../../../closure/task-function.ts'
import { type MergeRun, mergeColumn, slideWindow, updateState } from '../../aggregate/kernels.ts'
import type { Kernels } from '../../compile/specialise.ts'
import { shown } from '../../../core/text/described.ts'
import { blame } from '../../scheduler/blame.ts'
import { Pace } from '../../scheduler/pace.ts'
import { type Slices, SliceInterrupted } from '../../scheduler/slice.ts'
import type {
  ColumnsTask,
  ColumnsWork,
  Found,
  MappedState,
  TaskResult,
} from '../../scheduler/task.ts'
import type { Look } from '../../laws/look.ts'
import { lookOf, type LoopTools } from './loop.ts'
import { runMapState } from './run-map-state.ts'
import { updatePartition } from './update-partition.ts'
import { walk } from './walk.ts'

export interface ColumnsTools extends LoopTools {
  readonly kernels: Kernels
  readonly look?: Look | undefined
}

const NOTHING: readonly never[] = Object.freeze([])
const NO_IDS = new Uint32Array(0)
const NOTHING_FOUND: Found = Object.freeze({ invalid: 0, changed: false })

const startMerge = (space: KeySpacePartition, slices: Slices): MergeRun => ({
  scratch: space.scratch(space.table.idLimit),
  ids: [],
  out: [],
  counts: [],
  own: [],
  inIds: NOTHING,
  inValues: NOTHING,
  inCounts: undefined,
  i: 0,
  pace: new Pace(slices),
})

const clear = (scratch: Int32Array, ids: readonly number[]): void => {
  for (let i = 0; i < ids.length; i++) scratch[ids[i]!] = 0
}

/** Lists were copied where they had to be. */
const same = <T>(value: T): T => value

/** A pane's list is read by other windows: another is made for what comes behind it, of the same elements. */
const copiedList = (list: unknown): unknown => [...(list as readonly unknown[])]

const appendList = (a: unknown, b: unknown): unknown => {
  const list = a as unknown[]
  for (const x of b as readonly unknown[]) list.push(x)
  return list
}

/** Columns under way: typed where they were made so, or came so. */
interface Panes {
  readonly ids: ArrayLike<number>
  readonly values: Column
  readonly counts?: ArrayLike<number> | undefined
}

/** Merges panes in their order; leaves the scratch clean. */
const mergePanes = async (
  { slices, kernels, look }: ColumnsTools,
  space: KeySpacePartition,
  panes: readonly KeyedColumns[],
  fn: TaskFunction<AnyFunction> | undefined,
): Promise<Panes> => {
  // One pane is its own merge.
  if (panes.length === 1) return panes[0]!
  look?.merge(fn, panes)
  const run = startMerge(space, slices)
  const [f, copy] = fn === undefined ? [appendList, copiedList] : [fn.fn, copied]
  const kernel = kernels.get('merge', mergeColumn, fn?.id ?? '(lists of panes)')
  for (const pane of panes) {
    Object.assign(run, { inIds: pane.ids, inValues: pane.values, inCounts: pane.counts, i: 0 })
    await walk(slices, () => kernel(run, f, copy))
  }
  clear(run.scratch, run.ids)
  return { ids: run.ids, values: run.out, counts: run.counts }
}

/** Ids of a block's keys; hashes are used as they came unless the table was restored under another seed. */
const takeIn = async (
  slices: Slices,
  table: KeyTable,
  { keys, hashes }: KeyedBlock,
): Promise<Uint32Array> => {
  const ids = new Uint32Array(keys.length)
  const known = table.seed === PROCESS_SEED
  for (let from = 0; from < keys.length; from += 1024) {
    const to = Math.min(from + 1024, keys.length)
    if (known) table.slotAll(keys, hashes, ids, { from, to })
    else for (let i = from; i < to; i++) ids[i] = table.slot(keys[i])
    await slices.pause()
  }
  return ids
}

/** Map outputs of one reduce partition meet, in map-partition order. */
const meet = async (
  { slices, kernels, look }: ColumnsTools,
  space: KeySpacePartition,
  { blocks, fn }: Extract<ColumnsTask['work'], { kind: 'meet' }>,
): Promise<Panes> => {
  const lists = fn === undefined
  const ids: Uint32Array[] = []
  for (const block of blocks) ids.push(await takeIn(slices, space.table, block))
  if (blocks.length === 1) return { ids: ids[0]!, values: blocks[0]!.values }
  look?.merge(
    fn,
    ids.map((own, b) => ({ ids: own, values: blocks[b]!.values })),
  )
  const run = startMerge(space, slices)
  const kernel = lists
    ? kernels.get('merge', mergeColumn, '(lists)')
    : kernels.get('merge', mergeColumn, fn.id)
  for (const [b, { values }] of blocks.entries()) {
    // Lists are appended to, and map outputs may be read again by another attempt.
    const inValues = lists ? Array.from(values, (list) => [...(list as unknown[])]) : values
    Object.assign(run, { inIds: ids[b], inValues, i: 0 })
    await walk(slices, () => kernel(run, lists ? appendList : fn.fn, lists ? same : copied))
  }
  clear(run.scratch, run.ids)
  return { ids: run.ids, values: run.out }
}

const places = (space: KeySpacePartition, ids: ArrayLike<number>): Int32Array => {
  const out = new Int32Array(space.table.idLimit)
  for (let i = 0; i < ids.length; i++) out[ids[i]!] = i + 1
  return out
}

const countsOf = ({ ids, counts }: Panes): ArrayLike<number> =>
  counts ?? new Uint32Array(ids.length).fill(1)

const slide = async (
  tools: ColumnsTools,
  space: KeySpacePartition,
  work: Extract<ColumnsTask['work'], { kind: 'slide' }>,
): Promise<Panes> => {
  const columns = [work.previous, ...work.entering, ...work.leaving]
  tools.look?.slide(work.fn, work.inverse, columns)
  const leaving = await mergePanes(tools, space, work.leaving, work.fn)
  const entering = await mergePanes(tools, space, work.entering, work.fn)
  const { ids, values } = work.previous
  const most = ids.length + entering.ids.length
  const run = {
    ids: new Uint32Array(most),
    counts: new Uint32Array(most),
    out: [] as unknown[],
    i: 0,
    undone: undefined as { readonly value: unknown } | undefined,
    pace: new Pace(tools.slices),
    previous: { ids, values, counts: countsOf(work.previous) },
    leaving: { ...leaving, counts: countsOf(leaving), places: places(space, leaving.ids) },
    entering: { ...entering, counts: countsOf(entering), places: places(space, entering.ids) },
  }
  const kernel = tools.kernels.get('slide', slideWindow, work.fn.id, work.inverse.id)
  await walk(tools.slices, () => kernel(run, work.fn.fn, work.inverse.fn, copied))
  if (run.undone !== undefined) refusePromises([run.undone.value], work.inverse)
  const { length } = run.out
  return { ids: run.ids.slice(0, length), values: run.out, counts: run.counts.slice(0, length) }
}

/** Where no key came and none went the ids are those of the version before, and so is the array that holds them. */
const idsAfter = (
  before: Uint32Array,
  { gone, came }: { readonly gone: readonly number[]; readonly came: readonly number[] },
): Uint32Array => {
  if (gone.length === 0 && came.length === 0) return before
  const ids = new Uint32Array(before.length - gone.length + came.length)
  let [from, at] = [0, 0]
  for (let g = 0; g <= gone.length; g++) {
    const to = gone[g] ?? before.length
    while (from < to) ids[at++] = before[from++]!
    from++
  }
  ids.set(came, at)
  return ids
}

const update = async (
  { slices, kernels }: ColumnsTools,
  space: KeySpacePartition,
  { previous, values, update: fn }: Extract<ColumnsTask['work'], { kind: 'state' }>,
): Promise<Panes> => {
  const scratch = space.scratch(space.table.idLimit)
  const batchIds = values?.ids ?? NO_IDS
  for (let i = 0; i < batchIds.length; i++) scratch[batchIds[i]!] = i + 1
  const previousIds = previous?.ids ?? NO_IDS
  const run = {
    scratch,
    out: new NewColumn(previousIds.length),
    gone: [] as number[],
    came: [] as number[],
    i: 0,
    pace: new Pace(slices),
    previousIds,
    previousValues: previous?.values ?? NOTHING,
    batchIds,
    groups: (values?.values ?? NOTHING) as ArrayLike<readonly unknown[]>,
  }
  const kernel = kernels.get('state', updateState, fn.id)
  await walk(slices, () => kernel(run, fn.fn, copied))
  for (let i = 0; i < batchIds.length; i++) scratch[batchIds[i]!] = 0
  return { ids: idsAfter(previousIds, run), values: run.out.done() }
}

type Aggregation = Exclude<ColumnsWork, { kind: 'mapState' }>

const aggregate = (
  tools: ColumnsTools,
  space: KeySpacePartition,
  work: Aggregation,
): Promise<Panes> => {
  switch (work.kind) {
    case 'meet':
      return meet(tools, space, work)
    case 'merge':
      return mergePanes(tools, space, work.panes, work.fn)
    case 'slide':
      return slide(tools, space, work)
    case 'state':
      return work.perPartition === undefined
        ? update(tools, space, work)
        : updatePartition(tools, space, work, work.perPartition)
  }
}

const functionOf = (work: Aggregation): TaskFunction<AnyFunction> | undefined =>
  work.kind === 'state' ? work.update : work.fn

/** A function that is asynchronous gives promises from its first call on. */
const refusePromises = (
  values: ArrayLike<unknown>,
  { id, site }: TaskFunction<AnyFunction>,
): void => {
  for (let i = 0; i < values.length && i < 64; i++) {
    if (!(values[i] instanceof Promise)) continue
    ;(values[i] as Promise<unknown>).catch(() => undefined)
    throw TAP503({ operator: id.slice(id.lastIndexOf('#') + 1), site })
  }
}

const typed = (numbers: ArrayLike<number>): Uint32Array =>
  numbers instanceof Uint32Array ? numbers : new Uint32Array(numbers)

const valueOf = async (
  tools: ColumnsTools,
  { space, work }: ColumnsTask,
  seen: (record: unknown) => void,
): Promise<KeyedColumns | MappedState> => {
  if (work.kind === 'mapState') {
    const mapped = await runMapState(tools, space, work, seen)
    refusePromises(mapped.emitted, work.node.fn)
    return mapped
  }
  const { ids, values, counts } = await aggregate(tools, space, work)
  const fn = functionOf(work)
  if (fn !== undefined) refusePromises(values, fn)
  return {
    space,
    ids: typed(ids),
    values: toColumn(values),
    ...(counts !== undefined && { counts: typed(counts) }),
  }
}

/** Runs one attempt at an aggregation over a key space; the columns it returns are held by nobody yet. */
export const runColumns = async (tools: ColumnsTools, task: ColumnsTask): Promise<TaskResult> => {
  const look = lookOf(tools)
  tools.watch.at[0] = 0
  tools.watch.operators = [
    { name: task.name, kind: task.work.kind, identity: task.identity, site: task.site },
  ]
  let record: unknown
  const seen = (value: unknown): void => void (record = value)
  try {
    const value = await valueOf(look === undefined ? tools : { ...tools, look }, task, seen)
    const broken = look?.broken
    const found = broken === undefined ? NOTHING_FOUND : { ...NOTHING_FOUND, broken }
    return { value, counts: [], found, updates: tools.updates.list }
  } catch (error) {
    task.space.clearScratch()
    task.space.sweep()
    if (error instanceof SliceInterrupted) throw error
    throw blame(error, {
      operator: task.name,
      site: task.site,
      batchTime: tools.batchTime,
      record: record === undefined ? '' : shown(record),
    })
  }
}
