/**
 * Loaded before a measured program (`NODE_OPTIONS=--require`): at its end the peak of its resident memory, in MB, goes
 * to the file that TAP_BENCH_MEMORY names. On Linux the peak is read from /proc, because `maxRSS` there also counts
 * what the process that started this one had at that moment.
 */
const { appendFileSync, readFileSync } = require('node:fs')
const { isMainThread } = require('node:worker_threads')

const file = process.env.TAP_BENCH_MEMORY

const peakKb = () => {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1])
  } catch {
    return process.resourceUsage().maxRSS
  }
}

if (file && isMainThread) process.on('exit', () => appendFileSync(file, `${peakKb() / 1024}\n`))
