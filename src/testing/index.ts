export { ManualClock } from './manual-clock.ts'
export {
  type ElementOf,
  runStreamTest,
  type StreamTest,
  type StreamTestResult,
  type TestBatches,
} from './run-stream-test.ts'
