import './api/inputs.ts'
import './api/jobs.ts'
import './api/shared-variables.ts'

export { SparkContext, type SparkContextOptions } from './spark-context.ts'
