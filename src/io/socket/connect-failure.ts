/** Why there is no connection, from whatever Node throws. */
export type ConnectFailure =
  | { readonly kind: 'refused'; readonly addresses: readonly string[] }
  | { readonly kind: 'unknown'; readonly noAnswer: boolean }
  | { readonly kind: 'unreachable'; readonly reason: string }

/** What Node adds to an error of a socket. */
interface SystemError extends Error {
  readonly code?: string
  readonly address?: string
}

const REASONS: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'there is no way to that computer',
  EHOSTDOWN: 'that computer is down',
  ENETUNREACH: 'there is no way to that network',
  ENETDOWN: 'the network is down',
  EACCES: 'this computer does not allow it',
  EPERM: 'this computer does not allow it',
}

/** A name with several addresses (localhost often has two) fails with an AggregateError whose own message is empty. */
const eachError = (error: Error): readonly SystemError[] =>
  error instanceof AggregateError ? error.errors : [error]

const reasonOf = ({ code = '', message }: SystemError): string => {
  const reason = REASONS[code]
  return reason === undefined ? message : `${reason} (${code})`
}

/** Told apart because the remedy differs: start a server, correct the name, look at the network. */
export const connectFailure = (error: Error): ConnectFailure => {
  const errors = eachError(error)
  const withCode = (code: string): readonly SystemError[] => errors.filter((e) => e.code === code)
  const refused = withCode('ECONNREFUSED')
  if (refused.length > 0) {
    return { kind: 'refused', addresses: refused.flatMap(({ address }) => address ?? []) }
  }
  if (withCode('ENOTFOUND').length > 0) return { kind: 'unknown', noAnswer: false }
  if (withCode('EAI_AGAIN').length > 0) return { kind: 'unknown', noAnswer: true }
  return { kind: 'unreachable', reason: [...new Set(errors.map(reasonOf))].join('; ') }
}
