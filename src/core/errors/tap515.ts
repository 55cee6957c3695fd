import { type CallSite, defineError } from './tap-error.ts'

export const TAP515 = defineError<{
  /** The one that was cancelled; undefined when all jobs were. */
  group: string | undefined
  site: CallSite | undefined
}>({
  code: 'TAP515',
  kind: 'job',
  title: 'a job that was cancelled',
  more: 'cancelJobGroup and cancelAllJobs end the jobs that run at that moment, between two records; jobs that begin later run. What a cancelled job was to return is an error, and nothing of its unfinished task is counted.',
  text: ({ group, site }) => ({
    what: `This job was cancelled by ${group === undefined ? 'cancelAllJobs()' : `cancelJobGroup(${JSON.stringify(group)})`}.`,
    at: [['started at', site]],
    fix: 'expect it where the action is awaited:   await rdd.count().catch(() => undefined)',
  }),
  example: { group: 'reports', site: { file: 'app.ts', line: 14, column: 20 } },
})
