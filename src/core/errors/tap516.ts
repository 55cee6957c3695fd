import { defineError } from './tap-error.ts'

export const TAP516 = defineError<Record<string, never>>({
  code: 'TAP516',
  kind: 'program',
  title: 'an action inside a function of a task',
  more: 'A function given to map, mapAsync, foreachPartition and the like runs where a partition is. RDDs and their actions belong to the driver, so a task that asked for one would wait for itself.',
  text: () => ({
    what: 'An action on an RDD was called inside a function that runs in a task.',
    cause: 'Tasks cannot start jobs: only the driver can.',
    fix: 'call the action before, with await, and use its result in the function; to put two RDDs together, join them',
  }),
  example: {},
})
