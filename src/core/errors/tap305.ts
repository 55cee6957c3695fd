import { defineError } from './tap-error.ts'

export const TAP305 = defineError<Record<string, never>>({
  code: 'TAP305',
  kind: 'environment',
  title: 'the working folder is gone',
  more: 'The folder in which the command was typed has been deleted or moved since the terminal entered it, so relative paths mean nothing.',
  text: () => ({
    what: 'The folder in which this command was typed does not exist any more.',
    fix: 'go to another folder, such as the one above it, and type the command again',
  }),
  example: {},
})
