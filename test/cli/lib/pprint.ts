const RULE = '-'.repeat(43)

/** One block of PySpark's `pprint`, for a batch so many seconds after the start of 1970. */
export const block = (second: number, lines: readonly string[]): string => {
  const time = new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return [RULE, `Time: ${time}`, RULE, ...lines, '', ''].join('\n')
}

/** The counts of all `('word', 3)` lines, added up by word. */
export const sumOfCounts = (out: string): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const [, word = '', n] of out.matchAll(/^\('(.*)', (\d+)\)$/gm)) {
    sums.set(word, (sums.get(word) ?? 0) + Number(n))
  }
  return sums
}
