import { type CallSite, defineError } from './tap-error.ts'

export const TAP115 = defineError<{
  /** As `StorageLevel` prints them. */
  present: string
  asked: string
  site: CallSite | undefined
}>({
  code: 'TAP115',
  kind: 'program',
  title: 'a second storage level for one RDD',
  more: 'How an RDD is kept is said once. cache() is persist(StorageLevel.MEMORY_ONLY). After unpersist() another level can be given.',
  text: ({ present, asked, site }) => ({
    what: `The storage level of an RDD cannot change: it is ${present}, and ${asked} was asked for.`,
    at: [['at', site]],
    fix: 'give up what is kept first:   rdd.unpersist().persist(StorageLevel.MEMORY_AND_DISK)',
  }),
  example: {
    present: 'StorageLevel(memory, deserialized, 1 replicas)',
    asked: 'StorageLevel(disk, memory, deserialized, 1 replicas)',
    site: { file: 'app.ts', line: 12, column: 7 },
  },
})
