import { TAP602 } from '../../core/errors/tap602.ts'
import { TAP606 } from '../../core/errors/tap606.ts'
import { Time } from '../../core/time.ts'
import type { Millis } from '../../core/duration.ts'
import type { Block } from '../../io/source.ts'
import { placer, type Placement } from '../../rdd/partitioner.ts'
import { RDD } from '../../rdd/index.ts'
import { within } from '../../rdd/plan/identity.ts'
import { restored } from '../../rdd/plan/keyed.ts'
import type { SavedColumns } from '../../rdd/saved-columns.ts'
import type { SparkContext } from '../../context/spark-context.ts'
import type { Graph } from '../graph/graph.ts'
import type { StreamNode } from '../graph/stream-node.ts'
import type { Intake } from '../input/intake.ts'
import { differences } from './differences.ts'
import type { SavedBlock } from './records.ts'
import type { Recovered } from './recovered.ts'

interface Restoring {
  readonly sc: SparkContext
  readonly graph: Graph
  readonly intakes: readonly Intake[]
  readonly interval: Millis
  /** What matches no operator may be dropped. */
  readonly acceptChanges: boolean
}

interface Growing {
  readonly keys: unknown[]
  readonly values: unknown[]
  readonly times: number[] | undefined
  readonly counts: number[] | undefined
}

/** Columns where their keys belong now: the number of partitions may have changed. */
const placed = (partitions: readonly SavedColumns[], partitioner: Placement): SavedColumns[] => {
  const { numPartitions } = partitioner
  if (partitions.length === numPartitions && partitioner.kind === 'hash') return [...partitions]
  const timed = partitions.some(({ times }) => times !== undefined)
  const counted = partitions.some(({ counts }) => counts !== undefined)
  const out = Array.from({ length: numPartitions }, (): Growing => {
    return {
      keys: [],
      values: [],
      times: timed ? [] : undefined,
      counts: counted ? [] : undefined,
    }
  })
  const place = placer(partitioner)
  for (const { keys, values, times, counts } of partitions) {
    keys.forEach((key, i) => {
      const part = out[place(key)]!
      part.keys.push(key)
      part.values.push(values[i])
      part.times?.push(times?.[i] ?? 0)
      part.counts?.push(counts?.[i] ?? 1)
    })
  }
  return out.map(({ keys, values, times, counts }) => ({
    keys,
    values,
    ...(times !== undefined && { times: Float64Array.from(times) }),
    ...(counts !== undefined && { counts: Uint32Array.from(counts) }),
  }))
}

const restoreStream = (
  { sc, graph }: Restoring,
  node: StreamNode,
  times: ReadonlyMap<Millis, readonly SavedColumns[]>,
): void => {
  const { space, partitioner } = node.saved!
  for (const [time, partitions] of times) {
    const made = within(node.identity, () => restored(node.name, partitioner, node.site))
    sc.engine.restore(made, space, placed(partitions, partitioner))
    graph.restore(node, time, new RDD(sc, made))
  }
}

const blockOf = (intake: Intake, { number, records, origin, lines, rows }: SavedBlock): Block[] => {
  const { source } = intake
  if (origin !== undefined && source.again !== undefined) {
    const content = source.again(origin)
    return [{ number, records, content, bytes: 0, path: origin.path, origin }]
  }
  if (lines !== undefined) {
    const bytes = lines.reduce((sum, chunk) => sum + chunk.bytes.length, 0)
    return [{ number, records, content: { kind: 'lines', chunks: lines }, bytes }]
  }
  return rows === undefined ? [] : [{ number, records, content: { kind: 'rows', rows }, bytes: 0 }]
}

/** More are not a pause of the job but another clock, and would run for hours. */
const MOST_MISSED = 1_000_000

/** The batch times from the last that completed to now, without both. */
const missedUntil = (
  { completed, directory, head }: Recovered,
  now: Millis,
  pending: readonly Millis[],
): Millis[] => {
  const { interval, zeroTime } = head
  const last = zeroTime + Math.floor((now - zeroTime) / interval) * interval
  const count = (last - completed) / interval
  if (count > MOST_MISSED) {
    throw TAP606({ directory, after: new Time(completed).format(), missed: count })
  }
  const missed = new Set(pending)
  for (let time = completed + interval; time <= last; time += interval) missed.add(time)
  return [...missed].toSorted((a, b) => a - b)
}

/**
 * Puts a context, which has not begun, where an earlier process ended: states, windows, which batch had which blocks, and
 * where the sources stood. Gives the batches that are to be run at once: those that had begun and were not done, and
 * those whose time has passed. TAP602 when operators differ.
 */
export const restore = (to: Restoring, from: Recovered, now: Millis): readonly Millis[] => {
  const { graph, intakes, interval } = to
  const found = differences(from, graph, intakes, interval)
  // Times of another interval are not those of this program.
  const sameInterval = from.head.interval === interval
  if (found.length > 0 && !(to.acceptChanges && sameInterval)) {
    throw TAP602({ directory: from.directory, differences: found })
  }
  const missed = missedUntil(from, now, from.pending)
  graph.zeroTime = from.head.zeroTime
  graph.restoredTime = from.completed
  for (const node of graph.saved) {
    const known = from.head.operators.find(({ identity }) => identity === node.identity)
    const times = from.streams.get(node.identity)
    if (times !== undefined && known?.shape === node.saved!.shape) restoreStream(to, node, times)
  }
  restoreInputs(intakes, from)
  return missed
}

/** Inputs are found again by their names; of several with one name the first is the first. */
const restoreInputs = (intakes: readonly Intake[], from: Recovered): void => {
  const names = from.head.inputs.map(({ name }): string | undefined => name)
  for (const intake of intakes) {
    const i = names.indexOf(intake.source.name)
    if (i < 0) continue
    names[i] = undefined
    const source = from.sources[i]
    if (source !== undefined) intake.source.restore?.(source)
    for (const [time, inputs] of from.blocks) {
      const blocks = (inputs[i] ?? []).flatMap((block) => blockOf(intake, block))
      intake.restore(time, blocks)
    }
  }
}
