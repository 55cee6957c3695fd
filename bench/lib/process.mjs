/**
 * Child processes of a bench. What a measured program says of itself stands at the start of a line of its stdout:
 * `READY port`, `ANSWER what it computed`, `METRIC milliseconds` (the last line), or another upper-case word.
 */
import { spawn } from 'node:child_process'

const running = new Set()

/** No bench leaves a process behind, however it ends. */
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))

const LONGEST_MS = 10 * 60_000

/**
 * Starts a program. `done` resolves to `{ wallMs, stdout, stderr, words }` when it has ended well, and rejects with
 * all it said otherwise. `ready()` resolves to the rest of its line `READY …`.
 */
export const start = (command, args, { env = {}, longestMs = LONGEST_MS } = {}) => {
  const begun = performance.now()
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  })
  running.add(child)
  const output = collect(child)
  const done = ended(child).then((code) => {
    const wallMs = performance.now() - begun
    if (code === 0) return { wallMs, ...output, words: wordsOf(output.stdout) }
    throw new Error(
      `${[command, ...args].join(' ')} ended with ${code}\n${output.stdout}${output.stderr}`,
    )
  })
  done.catch(() => {})
  return {
    child,
    done,
    ready: () => Promise.race([readyLine(child, output), done.then(endedEarly)]),
  }
}

/** Runs a program to its end. */
export const run = (command, args, options) => start(command, args, options).done

/** Runs a script with this Node. */
export const runNode = (script, args = [], options) =>
  run(process.execPath, [script, ...args], options)

export const stop = async ({ child, done }) => {
  child.kill('SIGKILL')
  await done.catch(() => {})
}

const collect = (child) => {
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8')
    child[name].on('data', (text) => (output[name] += text))
  }
  return output
}

const ended = (child) =>
  new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      running.delete(child)
      resolve(code ?? signal)
    })
  })

const readyLine = (child, output) =>
  new Promise((resolve) => {
    const look = () => {
      const line = /^READY (.*)$/m.exec(output.stdout)
      if (line) resolve(line[1])
    }
    child.stdout.on('data', look)
    look()
  })

const endedEarly = () => {
  throw new Error('the program ended without a line READY')
}

/** `{ ANSWER: '3 5', METRIC: '12.5' }` */
const wordsOf = (stdout) => {
  const lines = stdout.matchAll(/^([A-Z]+) (.*)$/gm)
  return Object.fromEntries(Array.from(lines, ([, word, rest]) => [word, rest]))
}
