import './api/inputs.ts'
import './api/files.ts'
import './api/transform.ts'
import './api/async.ts'
import './api/several.ts'
import './api/looking-back.ts'
import './api/pairs.ts'
import './api/by-key.ts'
import './api/joins.ts'
import './api/windows.ts'
import './api/keyed-windows.ts'
import './api/state.ts'
import './api/output.ts'
import './api/batches.ts'
import './api/listeners.ts'
import './api/receivers.ts'
import './api/storage.ts'

export { MapWithStateDStream } from './state/map-with-state.ts'
export { type InitialState, StateSpec } from './state/state-spec.ts'
export { recover } from './checkpoint/recovered.ts'
export { DStream } from './dstream.ts'
export type { StreamBatch } from './operators/batch-queue.ts'
export { StreamingContext, type StreamingContextState } from './streaming-context.ts'
export type { BatchInfo, OutputOperationInfo, StreamInputInfo } from './listener/infos.ts'
export { StatsReportListener } from './listener/stats-report-listener.ts'
export type {
  StreamingListener,
  StreamingListenerBatch,
  StreamingListenerOutputOperation,
  StreamingListenerReceiver,
  StreamingListenerStarted,
} from './listener/streaming-listener.ts'
