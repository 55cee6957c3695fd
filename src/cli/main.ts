import { Command } from 'commander'
import { TAP305 } from '../core/errors/tap305.ts'
import { VERSION } from '../core/version.ts'
import { registerCheckpoint } from './commands/checkpoint.ts'
import { registerDemo } from './commands/demo.ts'
import { registerExplain } from './commands/explain.ts'
import { registerJobs } from './commands/jobs.ts'
import { registerNc } from './commands/nc.ts'
import { registerRun } from './commands/run.ts'
import { exitStatus, renderError } from './render/error.ts'
import { stderrWriter } from './render/stderr.ts'
import { commandLine } from './command-line.ts'
import { traceStart } from './trace-start.ts'
import { register } from './run/registry.ts'

const program = new Command('tap')
  .description('Spark Streaming in TypeScript: micro-batch streams from the command line.')
  .version(VERSION, '-V, --version')
  .showHelpAfterError('(tap --help lists the commands)')
  .configureOutput({ writeOut: (text) => process.stdout.write(text) })

for (const add of [
  registerRun,
  registerNc,
  registerDemo,
  registerJobs,
  registerExplain,
  registerCheckpoint,
])
  add(program)
// Mistakes in the command line are mistakes of usage: 2, as everywhere.
const families = program.commands.flatMap((command) => [command, ...command.commands])
for (const command of [program, ...families]) {
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
}

/** Node's own calls loop or fail in odd ways in a folder that has been deleted. */
const checkFolder = (): void => {
  try {
    process.cwd()
  } catch (error) {
    throw TAP305({}, error)
  }
}

const main = async (): Promise<void> => {
  traceStart('cli')
  register()
  traceStart('engine')
  try {
    checkFolder()
    const words = commandLine(process.argv.slice(2), stderrWriter())
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    const err = stderrWriter({ verbose: process.argv.includes('--verbose') })
    err.fail(renderError(error, err))
    process.exitCode = exitStatus(error)
  }
}

void main()
