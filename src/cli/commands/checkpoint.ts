import type { Command } from 'commander'

const act = async (directory: string): Promise<void> => {
  const [{ recover }, { checkpointText }, { stderrWriter }] = await Promise.all([
    import('../../streaming/index.ts'),
    import('../render/checkpoint.ts'),
    import('../render/stderr.ts'),
  ])
  const found = await recover(directory)
  if (found !== undefined) {
    process.stdout.write(checkpointText(found))
    return
  }
  stderrWriter().fail(`There is no checkpoint in ${directory}.`)
  process.exitCode = 3
}

/** Adds `tap checkpoint show <dir>` to the command tree. */
export const registerCheckpoint = (program: Command): void => {
  program
    .command('checkpoint')
    .summary('look into a checkpoint directory')
    .description(
      'Says what a checkpoint directory holds: the last batch, the inputs, the operators.',
    )
    .command('show')
    .description('Shows what a job that goes on from there would find.')
    .argument('<dir>', 'the checkpoint directory')
    .action(act)
}
