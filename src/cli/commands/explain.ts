import type { Command } from 'commander'

const act = async (code: string | undefined): Promise<void> => {
  const [{ explain }, { stderrWriter }] = await Promise.all([
    import('../render/explain.ts'),
    import('../render/stderr.ts'),
  ])
  const { text, known } = explain(code)
  if (known) {
    process.stdout.write(`${text}\n`)
    return
  }
  stderrWriter().fail(text)
  process.exitCode = 2
}

/** Adds `tap explain <code>` to the command tree. The catalogue loads when it runs. */
export const registerExplain = (program: Command): void => {
  program
    .command('explain')
    .summary('explain an error')
    .description(
      'Says what an error means, with an example of its text. Without a code: all codes.',
    )
    .argument('[code]', 'TAP402, tap402 or 402')
    .action(act)
}
