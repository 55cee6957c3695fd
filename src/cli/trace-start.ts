import { elapsed } from '../core/clock.ts'

/**
 * With TAP_TRACE_START=1, when each part of a start was ready: a line `{"mark":"engine","ms":52.1}` on stderr, in
 * milliseconds since the process began. For measuring, see bench/start.bench.mjs.
 */
export const traceStart = (mark: string): void => {
  if (process.env['TAP_TRACE_START'] === undefined) return
  process.stderr.write(`${JSON.stringify({ mark, ms: elapsed() })}\n`)
}
