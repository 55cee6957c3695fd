import { existsSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import type { TapEvent } from '../../core/events.ts'
import { VERSION } from '../../core/version.ts'
import { loadJob } from '../../closure/bundle/load-job.ts'
import { nearestFiles } from '../../closure/bundle/nearest-file.ts'
import { TAP801 } from '../../core/errors/tap801.ts'
import { nearest } from '../../core/nearest.ts'
import { giveArguments } from '../../context/args.ts'
import { submit } from '../../context/submitted.ts'
import { recover } from '../../streaming/index.ts'
import { ManualClock } from '../../testing/manual-clock.ts'
import { showEvent } from '../render/events.ts'
import { traceStart } from '../trace-start.ts'
import type { Stderr } from '../render/stderr.ts'
import { bundledJobs, findBundled, jobsFolder } from './bundled-jobs.ts'
import { checkGiven } from './given-conf.ts'
import type { RunOptions } from './options.ts'
import { exportNames } from './registry.ts'
import { Session } from './session.ts'

/** A name that is nearly that of a bundled job is taken for one; other paths are the loader's to refuse. */
const missing = (job: string, folder: string): string => {
  const names = bundledJobs(folder)
  const stem = basename(job, extname(job))
  const near = nearest(
    stem,
    names.map((name) => basename(name, extname(name))),
  )
  const beside = nearestFiles(resolve(job))
  if (near === undefined || basename(job) !== job || beside.length > 0) return resolve(job)
  throw TAP801({ path: job, near: names.filter((name) => name.startsWith(`${near}.`)) })
}

/** A path that exists wins over a bundled name. */
const fileOf = (job: string, bundle: string, err: Stderr): string => {
  if (existsSync(job)) return resolve(job)
  const folder = jobsFolder(bundle)
  const bundled = findBundled(job, folder)
  if (bundled === undefined) return missing(job, folder)
  err.say(`Running the bundled job ${bundled}`)
  return bundled
}

/** Runs a job until it ends, stops or fails; the process then exits with the code that says which. */
export const runJob = async (
  job: string,
  words: readonly string[],
  options: RunOptions,
  err: Stderr,
): Promise<void> => {
  const { checkpoint: directory, acceptChanges } = options
  const from = directory === undefined ? undefined : await recover(directory)
  const clock =
    options.conf.get('spark.streaming.clock') === 'manual'
      ? new ManualClock(from?.completed)
      : undefined
  const shown = {
    explain: options.explain,
    // Time that is moved by the input ends with it.
    untilEnd: options.untilEnd || clock !== undefined,
  }
  const show = (event: TapEvent): void => showEvent(event, err, shown)
  const { batches, untilEnd } = options
  const session = new Session({
    err,
    conf: options.conf,
    batches,
    for: options.for,
    untilEnd,
    clock,
    show,
  })
  await session.evaluate(async () => {
    const file = fileOf(job, import.meta.filename, err)
    checkGiven(options.conf)
    giveArguments(words)
    process.argv = [process.argv[0]!, file, ...words]
    submit({
      conf: options.conf,
      clock,
      created: session.watch,
      ...(directory !== undefined && { checkpoint: { directory, from, acceptChanges } }),
    })
    traceStart('command')
    await loadJob(file, {
      shims: exportNames(),
      engineVersion: VERSION,
      importModule: (url) => import(url),
    })
  })
}
