import { PassThrough, Writable } from 'node:stream'
import type { Command } from 'commander'

const TEXT = [
  'hello world',
  'the quick brown fox jumps over the lazy dog',
  'hello again',
  'to be or not to be',
  'that is the question',
  'hello streams hello batches',
  'the dog sleeps and the fox runs',
  'goodbye world',
]

const TWO_TERMINALS = `
The same with two terminals; either may start first:

    tap nc 9999
    tap run streamingexample.ts
`

/** The port that the server says it listens on. */
const portFrom = (take: (port: string) => void): Writable =>
  new Writable({
    write: (chunk: Buffer, _, done) => {
      const [, port] = /listening on [^\s]*:(\d+)/.exec(chunk.toString()) ?? []
      if (port !== undefined) take(port)
      done()
    },
  })

const act = async (): Promise<void> => {
  const { parseRate } = await import('../nc/options.ts')
  const { runNc } = await import('../nc/run-nc.ts')
  const { runOptions } = await import('../run/options.ts')
  const { runJob } = await import('../run/run-job.ts')
  const { stderrWriter } = await import('../render/stderr.ts')
  const err = stderrWriter()
  const stdin = new PassThrough()
  const port = await new Promise<string>((resolve, reject) => {
    const streams = { stdin, stderr: portFrom(resolve), isTTY: false }
    const options = { port: 0, host: '127.0.0.1', rate: parseRate('3/s') }
    runNc(options, streams).catch(reject)
    stdin.end(`${TEXT.join('\n')}\n`)
  })
  err.say(`Word count of ${TEXT.length} lines that arrive at port ${port}, in batches of 1 s:\n`)
  process.once('exit', (code) => {
    if (code === 0) err.say(TWO_TERMINALS)
  })
  await runJob('streamingexample', ['127.0.0.1', port], runOptions({ untilEnd: true }), err)
}

/** Adds `tap demo` to the command tree. */
export const registerDemo = (program: Command): void => {
  program
    .command('demo')
    .summary('watch the main job count words')
    .description(
      'Runs streamingexample.ts on a small server with sample text, until that has ended.',
    )
    .action(act)
}
