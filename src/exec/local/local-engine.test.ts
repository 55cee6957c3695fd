import { EventBus } from '../../core/events.ts'
import { engineContract } from '../contract/engine-contract.ts'
import { LocalEngine } from './local-engine.ts'

engineContract(() => new LocalEngine({ events: new EventBus(), maxFailures: 3 }))
