import { readFileSync, rmSync } from 'node:fs'
import { benchFile, outFile } from './paths.mjs'

let files = 0

/**
 * The environment under which a Node program reports its peak memory, and `peakMb()`, which reads it afterwards.
 * Of several Node processes that inherit it, the largest counts.
 */
export const watchMemory = () => {
  const file = outFile(`memory-${process.pid}-${++files}.txt`)
  const preload = benchFile('lib', 'report-memory.cjs')
  return {
    env: { NODE_OPTIONS: `--require ${JSON.stringify(preload)}`, TAP_BENCH_MEMORY: file },
    peakMb: () => {
      const peaks = readFileSync(file, 'utf8').trim().split('\n').map(Number)
      rmSync(file)
      return Math.max(...peaks)
    },
  }
}
