import './api/transform.ts'
import './api/async.ts'
import './api/pairs.ts'
import './api/actions.ts'
import './api/save.ts'
import './api/storage.ts'

export { HashPartitioner, Partitioner } from './partitioner.ts'
export { RDD } from './rdd.ts'
