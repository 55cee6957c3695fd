import { holds } from '../../../test/contract/holds.ts'
import { ColumnStore } from './column-store.ts'
import { stateStoreContract } from './contract/state-store-contract.ts'

holds(stateStoreContract, () => new ColumnStore<object>())
