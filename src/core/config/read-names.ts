/**
 * The names of a list: a line that starts in the first column is a prefix, the words of the indented lines below it are
 * what follows the prefix and a dot.
 */
export const readNames = (list: string): string[] => {
  let prefix = ''
  return list.split('\n').flatMap((line) => {
    if (line.startsWith(' '))
      return line
        .trim()
        .split(/\s+/)
        .map((rest) => `${prefix}.${rest}`)
    prefix = line
    return []
  })
}
