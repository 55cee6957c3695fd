import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT } from '../cli/lib/tap.ts'

/** An `@example` of a comment in the sources. */
export interface Example {
  /** `src/rdd/api/pairs.ts:35`, the line of the example. */
  readonly place: string
  /** Class or interface around it, if there is one. */
  readonly owner: string | undefined
  /** The name that it is the example of. */
  readonly name: string
  readonly text: string
}

const sources: readonly string[] = readdirSync(join(ROOT, 'src'), {
  recursive: true,
  withFileTypes: true,
})
  .filter(({ name }) => name.endsWith('.ts') && !/\.(test|test-d|fixture)\.ts$/.test(name))
  .map((entry) => join(entry.parentPath, entry.name))
  .toSorted()

const COMMENT = /^( *)\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(?: *\/\/.*\n)*(.*)/gm
const OWNER = /^ *(?:export )?(?:abstract )?(?:class|interface) (\w+)/gm
const NAME =
  /^ *(?:export |declare |static |abstract |override |async |readonly |get |const |class |interface |function |type |\*)*\[?([\w.]+)/

const ownerAt = (text: string, index: number): string | undefined => {
  const before = [...text.slice(0, index).matchAll(OWNER)].at(-1)
  return before?.[1]
}

const examplesOf = (file: string): Example[] => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(COMMENT)].flatMap(({ 2: body = '', 3: declared = '', index }) => {
    const [before = '', ...examples] = body.split('@example')
    let at = index + before.length
    return examples.map((example) => {
      const lines = example.split('\n').map((line) => line.replace(/^ *\* ?/, ''))
      const upToNextTag = lines.slice(
        1,
        lines.findIndex((line, i) => i > 0 && line.startsWith('@')) >>> 0,
      )
      const line = text.slice(0, at).split('\n').length
      at += '@example'.length + example.length
      return {
        place: `${relative(ROOT, file)}:${line}`,
        owner: /^ {2,}/.test(declared) ? ownerAt(text, index) : undefined,
        name: NAME.exec(declared)?.[1] ?? declared,
        text: upToNextTag.join('\n').trimEnd(),
      }
    })
  })
}

export const examples: readonly Example[] = sources.flatMap(examplesOf)

/** Types and values that an entry of the package gives away. */
export const exportsOf = (entry: string): readonly string[] =>
  [...readFileSync(join(ROOT, entry), 'utf8').matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(
    ([, names = '']) => names.split(',').flatMap((name) => name.trim().replace(/^type /, '') || []),
  )
