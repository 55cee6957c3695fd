import { nearest } from '../core/nearest.ts'
import { TAP704 } from '../core/errors/tap704.ts'
import type { Stderr } from './render/stderr.ts'
import { RUN_OPTIONS } from './run/options.ts'
import { splitWords } from './run/words.ts'

/**
 * The words of the command line in the order in which commander takes them: for `run`, tap's own options first, then
 * the job and what belongs to it behind `--`. TAP704 for an option before the job's name that tap does not have.
 */
export const commandLine = (words: readonly string[], err: Stderr): readonly string[] => {
  const [command, ...rest] = words
  if (command !== 'run') return words
  const { own, job, rest: forJob, unknown, doubtful } = splitWords(rest, RUN_OPTIONS)
  if (unknown !== undefined) {
    throw TAP704({ option: unknown, nearest: nearest(unknown, RUN_OPTIONS.keys()) })
  }
  for (const { typed, meant } of doubtful) {
    err.say(`${typed} goes to the job; did you mean ${meant}?`)
  }
  return job === undefined ? ['run', ...own] : ['run', ...own, '--', job, ...forJob]
}
