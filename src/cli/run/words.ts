import { distance, nearest } from '../../core/nearest.ts'

/** An option of `tap run`: whether it takes a value. */
export type OptionTable = ReadonlyMap<string, 'value' | 'flag'>

export interface Words {
  /** Tap's own options with their values, to be parsed. */
  readonly own: readonly string[]
  readonly job: string | undefined
  /** What goes to the job. */
  readonly rest: readonly string[]
  /** An option before the job's name that tap does not know. */
  readonly unknown: string | undefined
  /** Options after the job's name that look like a slip in one of tap's. */
  readonly doubtful: readonly { readonly typed: string; readonly meant: string }[]
}

const nameOf = (word: string): string => /^--?[^=]*/.exec(word)?.[0] ?? word

/** Options that only answer "not yet" are no help. */
const NOT_OFFERED = new Set(['--ui', '--watch'])

/** The option of tap that was probably meant: one that begins so, or one within two letters (of few, within one). */
const slipOf = (name: string, options: OptionTable): string | undefined => {
  const known = [...options.keys()].filter(
    (option) => option.startsWith('--') && !NOT_OFFERED.has(option),
  )
  const begun = name.length > 4 ? known.find((option) => option.startsWith(name)) : undefined
  if (begun !== undefined) return begun
  const near = nearest(name, known, 2)
  return near !== undefined && distance(name, near) < (name.length - 2) / 2 ? near : undefined
}

/**
 * Tap's options are recognised before and after the job's name, up to `--`; every other word after the name is the
 * job's. Before the name an unknown option is a mistake; after it, only one that is very near to one of tap's is doubtful.
 */
export const splitWords = (words: readonly string[], options: OptionTable): Words => {
  const own: string[] = []
  const rest: string[] = []
  const doubtful: { typed: string; meant: string }[] = []
  let job: string | undefined
  let unknown: string | undefined
  let open = true
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    const name = nameOf(word)
    const kind = options.get(name)
    if (open && word === '--') open = false
    else if (open && kind !== undefined) {
      own.push(word)
      if (kind === 'value' && !word.includes('=') && i + 1 < words.length) own.push(words[++i]!)
    } else if (job === undefined && (!open || !/^-./.test(word))) job = word
    else if (job === undefined) unknown ??= word
    else {
      rest.push(word)
      const meant = open && word.startsWith('--') ? slipOf(name, options) : undefined
      if (meant !== undefined) doubtful.push({ typed: name, meant })
    }
  }
  return { own, job, rest, unknown, doubtful }
}
