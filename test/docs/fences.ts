import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { ROOT } from '../cli/lib/tap.ts'

/** A fenced block of a page. */
export interface Fence {
  /** `docs/guide/lab3-state.md:20`, the line of the opening fence. */
  readonly place: string
  readonly page: string
  /** What stands behind the opening fence: `ts run`. */
  readonly info: string
  readonly text: string
  /** The next block on the page. */
  readonly next: Fence | undefined
}

/** README.md, CHANGELOG.md and everything under docs/, as absolute paths. */
export const pages: readonly string[] = [
  join(ROOT, 'README.md'),
  join(ROOT, 'CHANGELOG.md'),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted(),
]

const FENCE = /^( *)```(.*)\n([\s\S]*?)^ *```$/gm

const fencesOf = (page: string): Fence[] => {
  const text = readFileSync(page, 'utf8')
  let next: Fence | undefined
  return [...text.matchAll(FENCE)]
    .toReversed()
    .map(([, indent = '', info = '', body = ''], i, all) => {
      const line = text.slice(0, all[i]!.index).split('\n').length
      const place = `${relative(ROOT, page)}:${line}`
      const lines = body
        .split('\n')
        .map((row) => row.slice(row.startsWith(indent) ? indent.length : 0))
      next = { place, page, info: info.trim(), text: lines.join('\n'), next }
      return next
    })
    .toReversed()
}

export const fences: readonly Fence[] = pages.flatMap(fencesOf)

export interface Mention {
  /** The page, from the root. */
  readonly page: string
  /** From the root. */
  readonly path: string
}

/** Files that a page links to, or names as `src/…`, `test/…` and the like. */
export const mentions: readonly Mention[] = pages.flatMap((page) => {
  const prose = readFileSync(page, 'utf8').replaceAll(FENCE, '')
  const links = [...prose.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, to]) =>
    join(dirname(page), to!),
  )
  const named = [...prose.matchAll(/`((?:src|test|bin|scripts|jobs|bench|docs)\/[\w./-]+)`/g)].map(
    ([, path]) => join(ROOT, path!),
  )
  return [...new Set([...links, ...named])].map((path) => ({
    page: relative(ROOT, page),
    path: relative(ROOT, path),
  }))
})
