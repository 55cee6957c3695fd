import { KeySpace } from '../../columns/key-space.ts'
import type { Millis } from '../../core/duration.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import { RDD } from '../../rdd/index.ts'
import { partitionBy } from '../../rdd/operators/partition-by.ts'
import type { Placement } from '../../rdd/partitioner.ts'
import { within } from '../../rdd/plan/identity.ts'
import { emitted, mapState } from '../../rdd/plan/keyed.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { defineStream, perBatch } from '../define.ts'
import { DStream } from '../dstream.ts'
import { seededState } from './initial-rdd.ts'

export const OPERATOR = 'mapWithState'

/** Idle keys are looked for every so many batches, or as often as the stream is saved. */
const SCAN_EVERY = 10

interface Options {
  readonly fn: TaskFunction<AnyFunction>
  readonly partitioner: Placement
  readonly initial: RDD<unknown> | undefined
  readonly timeout: Millis | undefined
  /** How often idle keys are looked for; asked at the start. */
  readonly scanInterval: () => Millis
}

/** The stream of states: its elements are all pairs of key and state after each batch. */
const states = (
  parent: DStream<unknown>,
  { fn, partitioner, initial, timeout, scanInterval }: Options,
): DStream<unknown> => {
  const { ssc } = parent
  const { slide } = parent.node
  const space = new KeySpace()
  const timed = fn.fn.length >= 4
  const idleBefore = (time: Millis): Millis => {
    const scans = (time - ssc.graph.zeroTime) % scanInterval() === 0
    return timeout !== undefined && scans ? time - timeout : Number.NEGATIVE_INFINITY
  }
  const stream: DStream<unknown> = defineStream(ssc, {
    name: OPERATOR,
    site: fn.site,
    parents: [parent.node],
    slide,
    carries: true,
    keyed: true,
    saved: { kind: 'state', space, partitioner, shape: `state, timeout ${timeout ?? 'none'}` },
    compute: async (time, of) => {
      const before = time - slide > ssc.graph.zeroTime ? await of(stream.node, time - slide) : null
      const rdd = await of(parent.node, time)
      const parents = {
        previous: before?.node,
        initial:
          before === null && initial !== undefined
            ? seededState(initial, stream, partitioner, space)
            : undefined,
        records:
          rdd === null
            ? undefined
            : within(`${stream.node.identity}.records`, () =>
                partitionBy(rdd.node, partitioner, fn.site, OPERATOR),
              ),
      }
      const node = within(stream.node.identity, () =>
        mapState(parents, OPERATOR, {
          fn,
          space,
          time,
          timed,
          touches: timeout !== undefined,
          idleBefore: idleBefore(time),
          partitioner,
        }),
      )
      return new RDD(ssc.sparkContext, node)
    },
  })
  return stream
}

/**
 * What the function of `mapWithState` returned, batch by batch; `stateSnapshots()` is the state itself.
 */
export class MapWithStateDStream<K, S, T> extends DStream<T> {
  readonly #states: DStream<[K, S]>

  constructor(mapped: DStream<T>, states: DStream<[K, S]>) {
    super(mapped.ssc, mapped.node)
    this.#states = states
  }

  /** All pairs of key and state after each batch. */
  stateSnapshots(): DStream<[K, S]> {
    return perBatch(this.#states, 'stateSnapshots', this.#states.node.site, (rdd) => rdd)
  }
}

export const mapWithState = (
  parent: DStream<unknown>,
  options: Omit<Options, 'scanInterval'>,
): MapWithStateDStream<unknown, unknown, unknown> => {
  const { graph } = parent.ssc
  const scanInterval = (): Millis =>
    graph.checkpointOf(mapped.node)?.interval ?? SCAN_EVERY * parent.node.slide
  const all = states(parent, { ...options, scanInterval })
  const mapped: DStream<unknown> = perBatch(all, OPERATOR, options.fn.site, (rdd) =>
    // What was put out before a restart is not kept.
    rdd.node.kind === 'mapState' ? new RDD(rdd.context, emitted(rdd.node)) : null,
  )
  return new MapWithStateDStream(mapped, all as DStream<[unknown, unknown]>)
}
