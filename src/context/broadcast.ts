import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP412 } from '../core/errors/tap412.ts'
import { callSite } from '../closure/call-site.ts'
import type { SharedValue } from '../rdd/engine.ts'

/**
 * A value given to every task once, and not with each function that uses it. Treat it as read-only: what a task changes
 * in it need not reach anybody else.
 * @example
 * const stop = sc.broadcast(new Set(['the', 'a']))
 * await sc.parallelize(['the', 'end']).filter((word) => !stop.value.has(word)).collect()
 * // [ 'end' ]
 */
export class Broadcast<T> {
  readonly id: number
  readonly #shared: SharedValue
  #destroyed: { readonly site: CallSite | undefined } | undefined

  /** Made by `sc.broadcast`. */
  constructor(shared: SharedValue) {
    this.id = shared.id
    this.#shared = shared
  }

  /** The value. @throws TAP412 after `destroy` */
  get value(): T {
    this.#check()
    return this.#shared.get() as T
  }

  /** Drops the copies that tasks have; those that still use the value fetch it again. @throws TAP412 after `destroy` */
  unpersist(_blocking?: boolean | { blocking?: boolean }): void {
    this.#check()
    this.#shared.unpersist()
  }

  /** Gives the value up, for good. @throws TAP412 when it was destroyed already */
  destroy(_blocking?: boolean | { blocking?: boolean }): void {
    this.#check()
    this.#destroyed = { site: callSite() }
    this.#shared.destroy()
  }

  toString(): string {
    return `Broadcast(${this.id})`
  }

  #check(): void {
    if (this.#destroyed === undefined) return
    throw TAP412({ id: this.id, site: callSite(), destroyed: this.#destroyed.site })
  }
}
