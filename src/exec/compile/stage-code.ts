import vm from 'node:vm'
import type { EventBus } from '../../core/events.ts'
import type { PipelineRun } from '../scheduler/pipeline-run.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { pipelineText } from './pipeline-text.ts'
import { type Shape, shapeKey } from './shape.ts'

/** What the text calls beside the user's functions; each throws an error that names the operator. */
export interface LoopHelpers {
  readonly isArray: (value: unknown) => boolean
  readonly notPair: (value: unknown, op: number) => never
  readonly noPromise: (value: unknown, op: number) => void
  readonly truthy: (value: unknown, op: number) => boolean
  readonly spread: (value: unknown, op: number) => readonly unknown[]
  readonly copy: (value: unknown) => unknown
}

export type StageFunction = (
  run: PipelineRun,
  fns: readonly AnyFunction[],
  helpers: LoopHelpers,
) => number

let stages = 0

/** Every text is unique in its file name, so that V8 shares no feedback between stages. */
export const uniqueName = (): string => `tap-stage-${++stages}`

/**
 * Compiled stages by plan shape: 100,000 batches compile no more than the first few.
 * `vm.compileFunction` is as fast as `new Function` and is not refused by --disallow-code-generation-from-strings.
 */
export class StageCode {
  readonly #byShape = new Map<string, StageFunction>()
  readonly #events: EventBus

  constructor(events: EventBus) {
    this.#events = events
  }

  get(shape: Shape): StageFunction {
    const key = shapeKey(shape)
    const known = this.#byShape.get(key)
    if (known !== undefined) return known
    const filename = uniqueName()
    const text = pipelineText(shape)
    const compiled = vm.compileFunction(text, ['t', 'f', 'h'], { filename }) as StageFunction
    this.#byShape.set(key, compiled)
    this.#events.post({ type: 'StageCompiled', name: filename, shape: key, text })
    return compiled
  }
}
