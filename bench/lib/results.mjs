import { appendFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { outFile } from './paths.mjs'

const outcomes = []

/**
 * Keeps one figure: a JSON line in bench/out/results.jsonl, from which the table of docs/performance.md is made, and
 * the bench's exit code.
 *
 * @param result `{ bench, line, target, verdict, … }` and whatever was measured
 */
export const record = (result) => {
  outcomes.push(result.verdict)
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`
  const at = { date: new Date().toISOString(), node: process.version, machine, load: loadavg()[0] }
  appendFileSync(outFile('results.jsonl'), `${JSON.stringify({ ...result, ...at })}\n`)
}

/** 1: a target was missed. 75 (try again): nothing was missed, but something stayed too noisy. 0 otherwise. */
export const exitCode = () => {
  if (outcomes.includes('fail')) return 1
  return outcomes.includes('too noisy') ? 75 : 0
}
