import { basename, join } from 'node:path'
import type { Command } from 'commander'
import { aboutJob, bundledJobs, jobsFolder } from '../run/bundled-jobs.ts'

const act = (): void => {
  const folder = jobsFolder(import.meta.filename)
  const jobs = bundledJobs(folder)
  const width = Math.max(...jobs.map((name) => name.length))
  for (const name of jobs) {
    console.log(`${basename(name).padEnd(width)}  ${aboutJob(join(folder, name))}`)
  }
}

/** Adds `tap jobs` to the command tree. */
export const registerJobs = (program: Command): void => {
  program
    .command('jobs')
    .summary('list the bundled jobs')
    .description('Lists the jobs that come with tapstream; each runs by its name.')
    .action(act)
}
