import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Millis } from '../../core/duration.ts'
import type { SparkContext } from '../../context/spark-context.ts'
import { StorageLevel } from '../../rdd/storage-level.ts'
import type { AnyRDD, Batch, OutputNode, StreamNode } from './stream-node.ts'

/** How often a stream is to be saved, and where that was said. */
export interface CheckpointInterval {
  readonly interval: Millis
  readonly site: CallSite | undefined
}

interface Memory {
  readonly rdds: Map<Millis, AnyRDD>
  readonly asked: Map<Millis, Promise<Batch>>
  level: StorageLevel | undefined
  /** RDDs that are kept because this stream says so, and not somebody else. */
  readonly kept: WeakSet<AnyRDD>
  checkpoint: CheckpointInterval | undefined
  /** 0 until the start, and for a stream that no output uses. */
  remember: Millis
}

/**
 * The streams of one context and the RDDs they have made. One RDD per stream and time, shared by all that ask; where a
 * stream makes none nothing is remembered.
 */
export class Graph {
  readonly #sc: SparkContext
  readonly #memory = new Map<StreamNode, Memory>()
  readonly #children = new Map<string, number>()
  readonly outputs: OutputNode[] = []
  zeroTime: Millis = 0
  /** Set by `remember`: the least that every stream keeps. */
  remember: Millis = 0
  /** The last batch of an earlier process: up to it there is what was saved, and no more. */
  restoredTime: Millis = Number.NEGATIVE_INFINITY
  /** The newest batch that was put together. */
  newest: Millis = 0
  /** The newest batch after which RDDs were dropped. */
  #cleared: Millis = Number.NEGATIVE_INFINITY
  #nextId = 0

  constructor(sc: SparkContext) {
    this.#sc = sc
  }

  /** A name for an operator that stays the same when lines are added elsewhere. */
  identity(parents: readonly StreamNode[], name: string): string {
    const base = `${parents.map((p) => p.identity).join('+')}/${name}`
    const n = this.#children.get(base) ?? 0
    this.#children.set(base, n + 1)
    return n === 0 ? base : `${base}#${n}`
  }

  add(node: Omit<StreamNode, 'id' | 'identity'>): StreamNode {
    const made = Object.freeze({
      ...node,
      id: this.#nextId++,
      identity: this.identity(node.parents, node.name),
    })
    this.#memory.set(made, {
      rdds: new Map(),
      asked: new Map(),
      level: undefined,
      kept: new WeakSet(),
      checkpoint: undefined,
      remember: 0,
    })
    return made
  }

  get streams(): readonly StreamNode[] {
    return [...this.#memory.keys()]
  }

  persist(node: StreamNode, level: StorageLevel): void {
    this.#of(node).level = level.isValid ? level : undefined
  }

  levelOf(node: StreamNode): StorageLevel | undefined {
    return this.#of(node).level
  }

  checkpoint(node: StreamNode, interval: CheckpointInterval): void {
    this.#of(node).checkpoint = interval
    // Columns over a key space are kept anyway.
    if (!node.keyed && this.levelOf(node) === undefined)
      this.persist(node, StorageLevel.MEMORY_ONLY)
  }

  checkpointOf(node: StreamNode): CheckpointInterval | undefined {
    return this.#of(node).checkpoint
  }

  /**
   * The RDDs of a stream from one time to another, both included and cut to its slides: those that are remembered, and
   * those that can still be made. A batch that is yet to come is not put together early.
   */
  async slice(node: StreamNode, from: Millis, to: Millis): Promise<AnyRDD[]> {
    const { rdds, remember } = this.#of(node)
    const { zeroTime, newest } = this
    const down = (time: Millis): Millis =>
      time - ((((time - zeroTime) % node.slide) + node.slide) % node.slide)
    const last = Math.min(down(to), newest)
    const made: AnyRDD[] = []
    for (let time = Math.max(down(from), zeroTime + node.slide); time <= last; time += node.slide) {
      if (!rdds.has(time) && time <= this.#cleared - remember) continue
      const rdd = await this.rddOf(node, time)
      if (rdd !== null) made.push(rdd)
    }
    return made
  }

  /** Slides are counted from zeroTime. */
  isValid(node: StreamNode, time: Millis): boolean {
    return time > this.zeroTime && (time - this.zeroTime) % node.slide === 0
  }

  readonly rddOf = async (node: StreamNode, time: Millis): Promise<Batch> => {
    if (!this.isValid(node, time)) return null
    const memory = this.#of(node)
    const known = memory.rdds.get(time)
    if (known !== undefined) return known
    if (node.saved !== undefined && time <= this.restoredTime) return null
    const under = memory.asked.get(time)
    if (under !== undefined) return under
    const asked = this.#compute(node, memory, time)
    memory.asked.set(time, asked)
    try {
      return await asked
    } finally {
      memory.asked.delete(time)
    }
  }

  async #compute(node: StreamNode, memory: Memory, time: Millis): Promise<Batch> {
    const made = node.compute(time, this.rddOf)
    const rdd = made instanceof Promise ? await made : made
    if (rdd === null) return null
    const { engine } = this.#sc
    if (memory.level !== undefined && engine.levelOf(rdd.node) === undefined) {
      engine.persist(rdd.node, memory.level)
      memory.kept.add(rdd)
    }
    memory.rdds.set(time, rdd)
    return rdd
  }

  /** Streams whose columns are saved, as far as outputs depend on them. */
  get saved(): readonly StreamNode[] {
    return this.reachable().filter(({ saved }) => saved !== undefined)
  }

  /** Others look back at more than the newest RDD of this stream. */
  isLookedBackAt(node: StreamNode): boolean {
    const { remember, checkpoint } = this.#of(node)
    return remember > Math.max(node.slide, this.remember, 2 * (checkpoint?.interval ?? 0))
  }

  /** The RDDs that a stream remembers, the oldest first. */
  remembered(node: StreamNode): readonly (readonly [Millis, AnyRDD])[] {
    return [...this.#of(node).rdds].toSorted(([a], [b]) => a - b)
  }

  /** Puts back what a stream had made before the process began. */
  restore(node: StreamNode, time: Millis, rdd: AnyRDD): void {
    this.#of(node).rdds.set(time, rdd)
  }

  /** How long each stream keeps its RDDs: own slide at least, and what those that look back at it need. */
  settle(): void {
    for (const { parent } of this.outputs) this.#settle(parent, this.remember)
  }

  #settle(node: StreamNode, inherited: Millis): void {
    const memory = this.#of(node)
    const saved = memory.checkpoint === undefined ? 0 : 2 * memory.checkpoint.interval
    const remember = Math.max(node.slide, inherited, saved)
    if (remember <= memory.remember) return
    memory.remember = remember
    for (const parent of node.parents) this.#settle(parent, remember + node.lookBack)
  }

  /** How long a stream keeps its RDDs: 0 until the start, and for a stream that no output uses. */
  rememberOf(node: StreamNode): Millis {
    return this.#of(node).remember
  }

  /** How far back inputs may still be asked for. */
  get inputMemory(): Millis {
    let longest = 0
    for (const [node, { remember }] of this.#memory) {
      if (node.parents.length === 0) longest = Math.max(longest, remember)
    }
    return longest
  }

  /**
   * Makes the state and windows of a batch that no output asked for: the next batch builds on them, and what they are
   * made of is about to be dropped.
   */
  async carryOver(time: Millis): Promise<void> {
    for (const [node, { rdds }] of this.#memory) {
      const rdd = node.carries ? rdds.get(time) : undefined
      if (rdd !== undefined) await this.#sc.engine.materialise(rdd.node, time)
    }
  }

  /** After batch `time` completed: drops what nobody will look back at. */
  clear(time: Millis, unpersist: boolean): void {
    const { engine } = this.#sc
    this.#cleared = time
    for (const [node, memory] of this.#memory) {
      for (const [made, rdd] of memory.rdds) {
        if (made > time - memory.remember) continue
        memory.rdds.delete(made)
        if (node.keyed || (memory.kept.has(rdd) && unpersist)) engine.forget(rdd.node)
      }
    }
  }

  /** Every stream that an output depends on. */
  reachable(): StreamNode[] {
    const found = new Set<StreamNode>()
    const visit = (node: StreamNode): void => {
      if (found.has(node)) return
      found.add(node)
      node.parents.forEach(visit)
    }
    for (const { parent } of this.outputs) visit(parent)
    return [...found]
  }

  #of(node: StreamNode): Memory {
    return this.#memory.get(node)!
  }
}
