const LONGEST = 2000

const asked = (error: unknown, name: 'name' | 'message'): string => {
  const text: unknown = (error as Record<string, unknown>)[name]
  return typeof text === 'string' ? text : ''
}

const inWords = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') {
    return `${error.name}: ${error.errors.map(errorText).join('; ')}`
  }
  if (error instanceof Error)
    return `${asked(error, 'name') || 'Error'}: ${asked(error, 'message')}`
  if (typeof error === 'string') return `thrown: ${JSON.stringify(error)}`
  return `thrown: ${String(error)}`
}

/** `TypeError: x is not a function`: what was thrown, in one line or a few; whatever it is, it has a text. */
export const errorText = (error: unknown): string => {
  let text: string
  try {
    text = inWords(error)
  } catch {
    text = 'an error that cannot be shown'
  }
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}\u2026` : text
}
