/**
 * The laws of the seams, for whoever writes a source, a file system, a clock or a state store of their own. They need no
 * test runner; any can run them.
 * @example
 * import { test } from 'node:test'
 * import { sourceContract } from 'tapstream/testing/contracts'
 * for (const { name, check } of sourceContract.laws) test(name, () => check({ make }))
 */
export type { Contract, Law } from '../core/contract/contract.ts'
export { clockContract, type ClockUnderTest } from '../core/contract/clock-contract.ts'
export { fileSystemContract, type Place } from '../io/contract/file-system-contract.ts'
export { sourceContract } from '../io/contract/source-contract.ts'
export type { SourceSubject, SourceUnderTest } from '../io/contract/source-kit.ts'
export { stateStoreContract } from '../exec/storage/contract/state-store-contract.ts'

// What the seams are made of
export type { FileReader, FileStatus, FileSystem, FileWriter } from '../io/file-system.ts'
export type { Block, BlockContent, LineChunk, Source, SourceContext } from '../io/source.ts'
export type { StateStore } from '../exec/storage/contract/state-store-contract.ts'
