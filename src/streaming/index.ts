import './api/inputs.ts'
import './api/transform.ts'
import './api/pairs.ts'
import './api/windows.ts'
import './api/state.ts'
import './api/output.ts'

export { DStream } from './dstream.ts'
export { StreamingContext, type StreamingContextState } from './streaming-context.ts'
