import { AsyncLocalStorage } from 'node:async_hooks'
import type { Millis } from '../core/duration.ts'

/** On whose behalf code runs: of the generation of a batch, or of one of its output operations. */
export interface BatchScope {
  readonly time: Millis
  readonly stage: 'generation' | 'output'
}

const scopes = new AsyncLocalStorage<BatchScope>()

/** Follows the user's code through awaits, timers and callbacks: a batch may be generated while another one's output waits. */
export const inScope = <R>(scope: BatchScope, f: () => R): R => scopes.run(scope, f)

export const presentScope = (): BatchScope | undefined => scopes.getStore()
