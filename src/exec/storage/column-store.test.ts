import { ColumnStore } from './column-store.ts'
import { stateStoreContract } from './contract/state-store-contract.ts'

stateStoreContract(() => new ColumnStore<object>())
