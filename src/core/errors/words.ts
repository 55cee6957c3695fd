/** `20 s`, `1.5 s`, `250 ms`: a length of time as people say it. */
export const span = (millis: number): string =>
  millis % 100 === 0 ? `${millis / 1000} s` : `${millis} ms`

/** `1 source`, `2 sources`, `1,870 records`. By hand, because a locale takes 20 ms to load. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${String(n).replaceAll(/\B(?=(\d{3})+$)/g, ',')} ${n === 1 ? one : many}`

/** Ends a phrase with a full stop, unless it ends as a sentence already. */
export const sentence = (phrase: string): string =>
  /[.!?\u2026]$/.test(phrase) ? phrase : `${phrase}.`

/** `a`, `a or b`, `a, b or c`. */
export const either = (words: readonly string[]): string =>
  [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ')
