/** Code, and the comment behind it. */
const COMMENTED = /^(.*?\S) +\/\/ (.+)$/

/** A comment that shows a value, and does not talk about one. */
const isValue = (comment: string): boolean =>
  /^(?:[[{'"`(\-\d]|(?:true|false|undefined|null|NaN)$|(?:Map|Set|Group)\b)/.test(comment)

/** What `repr` gives is told as the text that it is. */
const isPromise = (code: string, comment: string): boolean =>
  isValue(comment) || (comment !== '' && code.startsWith('repr('))

/** An example that says what comes out. */
export interface CheckedExample {
  /**
   * The example as a program that calls `promised(i, value)` for the value of promise i, and `printed(i, ...values)`
   * where that is what `console.log` is given; and `computed(value)` for what it declares.
   */
  readonly code: string
  /** Values in comments: `expression   // value`, or the value in a comment below the expression. */
  readonly promises: readonly string[]
  /** Lines on stdout: of `// prints this and that`. */
  readonly prints: readonly string[]
}

const printsOf = (text: string): string[] =>
  [...text.matchAll(/\/\/ prints (.+)$/gm)].flatMap(([, lines]) => lines!.split(' and '))

/** Statements begin in the first column; `console.log(…)   // value` may also stand alone on a line inside one. */
export const withPromises = (text: string): CheckedExample => {
  const promises: string[] = []
  const out: string[] = []
  let statement: string[] = []
  const end = (): void => {
    const code = statement.join('\n')
    const declared = /^const (\w+) = /.exec(code)?.[1]
    out.push(code, ...(declared === undefined ? [] : [`computed(${declared})`]))
    statement = []
  }
  const checked = (code: string, value: string): string => {
    const i = promises.push(value) - 1
    const [, indent, print] = /^( *)console\.log\(([\s\S]*)\)$/.exec(code) ?? []
    if (print !== undefined) return `${indent}printed(${i}, ${print})`
    const declared = /^const \[?(\w+)\]? = /.exec(code)?.[1]
    return declared === undefined
      ? `promised(${i}, ${code})`
      : `${code}\npromised(${i}, ${declared})`
  }
  const promise = (value: string): void => {
    statement = [checked(statement.join('\n'), value)]
    end()
  }
  // The second line of a value, and those after it, are indented.
  for (const line of text.replaceAll(/(?<=^\/\/ .*)\n\/\/(?= {2})/gm, ' ').split('\n')) {
    if (/^\S/.test(line) && !/^[)}\].]/.test(line) && !line.startsWith('//')) end()
    const [, code = line, comment = ''] = COMMENTED.exec(line) ?? []
    const below = /^\/\/ (.+)$/.exec(line)?.[1] ?? ''
    if (isValue(below)) promise(below)
    else if (!isPromise(code, comment)) statement.push(line)
    else if (/^ +console\.log\(.*\)$/.test(code)) statement.push(checked(code, comment))
    else {
      statement.push(code)
      promise(comment)
    }
  }
  end()
  return { code: out.join('\n'), promises, prints: printsOf(text) }
}
