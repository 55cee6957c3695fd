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
    const [, example] = body.split('@example')
    if (example === undefined) return []
    const lines = example.split('\n').map((line) => line.replace(/^ *\* ?/, ''))
    const upToNextTag = lines.slice(
      1,
      lines.findIndex((line, i) => i > 0 && line.startsWith('@')) >>> 0,
    )
    const line = text.slice(0, index + body.indexOf('@example')).split('\n').length
    return {
      place: `${relative(ROOT, file)}:${line}`,
      owner: /^ {2,}/.test(declared) ? ownerAt(text, index) : undefined,
      name: NAME.exec(declared)?.[1] ?? declared,
      text: upToNextTag.join('\n').trimEnd(),
    }
  })
}

export const examples: readonly Example[] = sources.flatMap(examplesOf)

/** A value that an example promises: `expression   // value`, or the value in a comment below the expression. */
const PROMISE = /^(.*?\S) {2,}\/\/ (.+)$/

/** A comment that shows a value, and does not talk about one. */
const isValue = (comment: string): boolean =>
  /^(?:[[{'"`(\-\d]|true$|false$|undefined$|null$|NaN$|Map\(|Set\(|Group\()/.test(comment)

/**
 * The example as a program that calls `promised(value, text)` for every value that it promises. Statements begin in the
 * first column.
 */
export const withPromises = (text: string): string => {
  const out: string[] = []
  let statement: string[] = []
  const end = (): void => {
    out.push(...statement)
    statement = []
  }
  const promise = (expression: readonly string[], value: string): void => {
    const code = expression.join('\n')
    const [, declared, given] = /^(?:const|let) (\w+) = ([\s\S]*)$/.exec(code) ?? []
    const print = /^console\.log\(([\s\S]*)\)$/.exec(code)?.[1]
    if (declared !== undefined) out.push(`const ${declared} = ${given}`)
    out.push(`promised(${declared ?? print ?? code}, ${JSON.stringify(value)})`)
  }
  for (const line of text.split('\n')) {
    if (/^\S/.test(line) && !/^[)}\].]/.test(line) && !line.startsWith('//')) end()
    const [, code, value] = PROMISE.exec(line) ?? []
    const below = /^\/\/ (.+)$/.exec(line)?.[1]
    if (value !== undefined && isValue(value)) {
      promise([...statement, code!], value)
      statement = []
    } else if (below !== undefined && isValue(below)) {
      promise(statement, below)
      statement = []
    } else statement.push(line)
  }
  end()
  return out.join('\n')
}
