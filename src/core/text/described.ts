import { repr } from './repr.ts'

const LONGEST = 200

/** Whatever a value is (its getters may throw, its depth may be endless), the message about it has to come out. */
const readable = (value: unknown): string => {
  try {
    return typeof value === 'string' ? JSON.stringify(value) : repr(value)
  } catch {
    return '(a value that cannot be shown)'
  }
}

/** A record for a message: strings in JSON's quotes, the rest as printed, cut when long. */
export const shown = (value: unknown): string => {
  const text = readable(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** A value with its kind, short enough for a line: `a string: "hello"`. */
export const described = (value: unknown): string =>
  value === null || value === undefined ? String(value) : `${kindOf(value)}: ${shown(value)}`
