import { defineError } from './tap-error.ts'

export const TAP603 = defineError<{
  readonly path: string
  /** Where the record begins that cannot be read. */
  readonly offset: number
}>({
  code: 'TAP603',
  kind: 'environment',
  title: 'a checkpoint is damaged',
  more: 'Every record of a checkpoint carries its length and a checksum. A record that was being written when the process died is left out; one that is damaged anywhere else means that the disk, or another program, has changed the file.',
  text: ({ path, offset }) => ({
    what: `The checkpoint ${path} is damaged: the record at byte ${offset} is not what was written.`,
    fix: 'restore the folder from a backup, or begin anew with another checkpoint directory',
  }),
  example: { path: 'checkpoint/checkpoint-00000003.tap', offset: 4711 },
})
