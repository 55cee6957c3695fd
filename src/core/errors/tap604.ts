import { defineError, type CallSite } from './tap-error.ts'

export const TAP604 = defineError<{
  readonly operator: string
  readonly site: CallSite | undefined
}>({
  code: 'TAP604',
  kind: 'job',
  title: 'a state that cannot be saved',
  more: 'With a checkpoint directory set, states and windows are written to it after every batch. Numbers, strings, arrays, plain objects, Maps, Sets, dates and bytes can be; functions and instances of classes cannot, because only their program knows what they are.',
  text: ({ operator, site }) => ({
    what: `What ${operator} keeps from batch to batch cannot be written to the checkpoint directory.`,
    at: [['at', site]],
    cause: 'It holds a function, or an instance of a class.',
    fix: 'keep plain data, and make the instance from it where it is used',
  }),
  example: { operator: 'updateStateByKey', site: { file: 'app.ts', line: 14, column: 5 } },
})
