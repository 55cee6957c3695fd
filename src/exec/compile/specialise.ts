import vm from 'node:vm'
import type { EventBus } from '../../core/events.ts'
import { uniqueName } from './stage-code.ts'

/**
 * Gives a kernel (a loop over columns that calls a user's function) a copy of its code for each user function, so that
 * V8 learns and inlines that function alone. A kernel may refer to nothing but its parameters: only its text is kept.
 */
export class Kernels {
  readonly #copies = new Map<string, unknown>()
  readonly #events: EventBus

  constructor(events: EventBus) {
    this.#events = events
  }

  get<K extends (...args: never[]) => unknown>(name: string, kernel: K, ...ids: string[]): K {
    const shape = `${name}(${ids.join(',')})`
    const known = this.#copies.get(shape)
    if (known !== undefined) return known as K
    const filename = uniqueName()
    const text = kernel.toString()
    const make = vm.compileFunction(`'use strict';return (${text})`, [], { filename })
    const copy = make() as K
    this.#copies.set(shape, copy)
    this.#events.post({ type: 'StageCompiled', name: filename, shape, text })
    return copy
  }
}
