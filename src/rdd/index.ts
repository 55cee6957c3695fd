import './api/transform.ts'
import './api/pairs.ts'
import './api/actions.ts'

export { RDD } from './rdd.ts'
