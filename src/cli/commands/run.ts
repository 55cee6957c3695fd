import type { Command } from 'commander'
import type { RunFlags } from '../run/options.ts'

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value]

const act = async (job: string, words: readonly string[], flags: RunFlags): Promise<void> => {
  const { runOptions } = await import('../run/options.ts')
  const { runJob } = await import('../run/run-job.ts')
  const { stderrWriter } = await import('../render/stderr.ts')
  const options = runOptions(flags)
  const quiet = flags.quiet === true
  const verbose = flags.verbose === true
  await runJob(job, words, options, stderrWriter({ quiet, verbose }))
}

/** Adds `tap run <job> [args…]` to the command tree. */
export const registerRun = (program: Command): void => {
  program
    .command('run')
    .summary('run a job')
    .description(
      'Runs a TypeScript or JavaScript job: a path, or the name of a bundled job (see tap jobs).\n' +
        'Options stand before or after the name; other words after it go to the job, and so does all after --.',
    )
    .argument('<job>', 'path of a job, or name of a bundled one')
    .argument('[args...]', 'words and options for the job')
    .option('--master <url>', 'local, local[N] or local[*]')
    .option('--conf <name=value>', 'a configuration setting; may be repeated', collect)
    .option('--batches <n>', 'stop after so many batches')
    .option('--for <time>', 'stop after so long: 30s, 5m')
    .option('--until-end', 'stop when every source has ended and all is processed')
    .option('--explain', 'show the fused stages and their generated code')
    .option(
      '--check-laws',
      'try on real values whether functions of reduce may be regrouped and inverses undo',
    )
    .option('-q, --quiet', 'only errors on stderr')
    .option('-v, --verbose', 'details on stderr')
    .option('--checkpoint <dir>', 'write states and batches there; go on from what lies there')
    .option('--accept-changes', 'drop what in the checkpoint matches no operator any more')
    .option('--ui [port]', 'not yet')
    .option('--watch', 'not yet')
    .action(act)
}
