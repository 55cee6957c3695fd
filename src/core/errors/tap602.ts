import { defineError } from './tap-error.ts'

export const TAP602 = defineError<{
  readonly directory: string
  /** One line for each operator, or setting, that differs: `gone    updateStateByKey (2 keys)`. */
  readonly differences: readonly string[]
}>({
  code: 'TAP602',
  kind: 'program',
  title: 'the checkpoint and the program differ',
  more: 'State and windows in a checkpoint belong to operators, which are found again by their kind and their place in the program, never by line numbers. What belongs to no operator any more would be lost, so it is refused until you say that it may be.',
  text: ({ directory, differences }) => ({
    what: `The checkpoint ${directory} was written by another version of this program.`,
    seen: differences,
    cause:
      'What is saved belongs to operators, and some are not the same any more. The folder was left as it is.',
    fix: 'to begin anew, give another checkpoint directory; to go on and drop what no longer matches, add --accept-changes to tap run',
  }),
  example: {
    directory: 'checkpoint',
    differences: ['kept    panes', 'gone    updateStateByKey (18 keys)', 'new     mapWithState'],
  },
})
