import { spawn } from 'node:child_process'
import { inRoot, root } from './root.mjs'

/** The JavaScript behind the tools of node_modules: started without a shell, so that no path needs quoting. */
const TOOLS = {
  knip: 'knip/bin/knip.js',
  oxfmt: 'oxfmt/bin/oxfmt',
  oxlint: 'oxlint/bin/oxlint',
  publint: 'publint/src/cli.js',
  tsc: 'typescript/bin/tsc',
}

export const toolPath = (name) => inRoot('node_modules', TOOLS[name])

/** Runs `node file …args` in the checkout on this terminal; resolves to its exit code. */
export const runNode = (file, args, env = {}) =>
  runCommand(process.execPath, [file, ...args], { env: { ...process.env, ...env } })

/** As `runNode`, keeping what was printed instead of showing it. */
export const captureNode = async (file, args) => {
  const printed = []
  const code = await runCommand(
    process.execPath,
    [file, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
    (chunk) => printed.push(chunk),
  )
  return { code, printed: Buffer.concat(printed).toString() }
}

/**
 * Resolves to the exit code. Ctrl-C reaches the child by itself, SIGTERM is passed on; whoever was interrupted and did
 * not end well takes this process with it.
 */
export const runCommand = (command, args, options, onData) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    let interruption
    const onInterrupt = () => (interruption = 130)
    const onTerminate = () => {
      interruption = 143
      child.kill()
    }
    process.on('SIGINT', onInterrupt)
    process.on('SIGTERM', onTerminate)
    child.stdout?.on('data', onData)
    child.stderr?.on('data', onData)
    child.once('error', reject)
    child.once('close', (code) => {
      process.off('SIGINT', onInterrupt)
      process.off('SIGTERM', onTerminate)
      if (interruption !== undefined && code !== 0) process.exit(interruption)
      resolve(code ?? 1)
    })
  })
