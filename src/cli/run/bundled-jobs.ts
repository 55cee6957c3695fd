import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'

const JOB = /\.[cm]?[jt]s$/

/** The folder of the jobs that come with tapstream, seen from the bundle. */
export const jobsFolder = (bundle: string): string => join(bundle, '..', '..', 'jobs')

export const bundledJobs = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => JOB.test(name) && !name.startsWith('_'))
        .sort()
    : []

/** The bundled job of a name, with or without its extension; a course script's `.py` name means its translation. */
export const findBundled = (name: string, folder: string): string | undefined => {
  if (basename(name) !== name) return undefined
  const stem = /^\.(py|[cm]?[jt]s)$/.test(extname(name))
    ? name.slice(0, -extname(name).length)
    : name
  const file = bundledJobs(folder).find((job) => job.slice(0, -extname(job).length) === stem)
  return file === undefined ? undefined : join(folder, file)
}

/** The sentence that a job's file opens with. */
export const aboutJob = (path: string): string => {
  const [, comment = ''] = /^\/\*\*(.*?)\*\//s.exec(readFileSync(path, 'utf8')) ?? []
  const text = comment.replaceAll(/\s*\n\s*\*\s?/g, ' ').trim()
  return /^.*?[.:](?=\s|$)/.exec(text)?.[0].replace(/:$/, '.') ?? text
}
