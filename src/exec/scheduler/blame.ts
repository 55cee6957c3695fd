import { isTapError, type CallSite } from '../../core/errors/tap-error.ts'
import { atSite } from '../../core/errors/located.ts'
import { copied } from '../../core/copied.ts'
import { errorText } from '../../core/errors/error-text.ts'
import { TAP402 } from '../../core/errors/tap402.ts'
import { TAP501 } from '../../core/errors/tap501.ts'
import { TAP503 } from '../../core/errors/tap503.ts'
import { TAP506 } from '../../core/errors/tap506.ts'
import { Time } from '../../core/time.ts'
import { described } from '../../core/text/described.ts'
import { errorSite } from '../../closure/error-site.ts'
import type { NarrowNode } from '../../rdd/plan/nodes.ts'
import type { LoopHelpers } from '../compile/stage-code.ts'
import type { OperatorLabel } from './operators-of.ts'
import type { Millis } from '../../core/duration.ts'

const isPromise = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { then?: unknown }).then === 'function'

const iterableRows = (value: unknown): readonly unknown[] | undefined =>
  value !== null &&
  value !== undefined &&
  typeof (value as Iterable<unknown>)[Symbol.iterator] === 'function'
    ? [...(value as Iterable<unknown>)]
    : undefined

/** What the compiled loop calls when a value is not what its operator needs. */
export const helpersFor = (operators: readonly OperatorLabel[]): LoopHelpers => ({
  isArray: Array.isArray,
  copy: copied,
  notPair: (value, op) => {
    const { name, site } = operators[op]!
    const from = op > 0 ? operators[op - 1] : undefined
    throw TAP402({
      operator: name,
      value: described(value),
      site,
      from: from && { operator: from.name, site: from.site },
    })
  },
  noPromise: (value, op) => {
    if (!isPromise(value)) return
    const { name, site } = operators[op]!
    ;(value as Promise<unknown>).then(undefined, () => undefined)
    throw TAP503({ operator: name, site })
  },
  truthy: (value, op) => {
    if (isPromise(value)) {
      ;(value as Promise<unknown>).then(undefined, () => undefined)
      throw TAP503({ operator: operators[op]!.name, site: operators[op]!.site })
    }
    return Boolean(value)
  },
  spread: (value, op) => {
    const rows = iterableRows(value)
    if (rows !== undefined) return rows
    const { name, site } = operators[op]!
    if (isPromise(value)) throw TAP503({ operator: name, site })
    throw TAP506({ operator: name, got: described(value), site })
  },
})

export interface Blamed {
  readonly operator: string
  readonly site: CallSite | undefined
  readonly batchTime: Millis | undefined
  readonly record: string
}

/** The error of a task: ours as it is (with the place, if it knew none), the user's as TAP501. */
export const blame = (error: unknown, { operator, site, batchTime, record }: Blamed): Error => {
  if (isTapError(error)) return atSite(error, site)
  return TAP501(
    {
      operator,
      site,
      batchTime: batchTime === undefined ? undefined : new Time(batchTime).format(),
      record,
      cause: errorText(error),
      at: errorSite(error),
    },
    error,
  )
}

/** The value that the failing operator was given, by running the operators before it on that one record again. */
export const argumentOf = (
  ops: readonly NarrowNode[],
  failed: number,
  record: unknown,
): unknown => {
  try {
    let values: unknown[] = [record]
    for (const { op, side, fn } of ops.slice(0, failed)) {
      values = values.flatMap((x) => {
        const pair = x as [unknown, unknown]
        const result: unknown = fn.fn(side === 'element' ? x : side === 'key' ? pair[0] : pair[1])
        const put = (y: unknown): unknown =>
          side === 'element' ? y : side === 'key' ? [y, pair[1]] : [pair[0], y]
        if (op === 'filter') return result ? [x] : []
        return op === 'map' ? [put(result)] : [...(result as Iterable<unknown>)].map(put)
      })
    }
    return values.length === 1 ? values[0] : (failing(ops[failed], values) ?? record)
  } catch {
    return record
  }
}

const failing = (op: NarrowNode | undefined, values: readonly unknown[]): unknown =>
  op &&
  values.find((x) => {
    try {
      op.fn.fn(op.side === 'element' ? x : (x as unknown[])[op.side === 'key' ? 0 : 1])
      return false
    } catch {
      return true
    }
  })
