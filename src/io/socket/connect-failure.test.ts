import { once } from 'node:events'
import { connect, type LookupFunction } from 'node:net'
import { describe, expect, it } from 'vitest'
import { connectFailure } from './connect-failure.ts'

const systemError = (code: string, address?: string): Error =>
  Object.assign(new Error(`connect ${code}`), { code, address })

/** `localhost` as it is on most computers: one name, two addresses. */
const twoAddresses: LookupFunction = (_host, _options, callback) =>
  callback(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '127.0.0.2', family: 4 },
  ])

describe('connectFailure', () => {
  it('unwraps what Node throws for a name with two addresses', async () => {
    const socket = connect({ host: 'localhost', port: 1, lookup: twoAddresses })
    const [error] = await once(socket, 'error', { signal: AbortSignal.timeout(5000) }).catch(
      (error: unknown) => [error],
    )
    expect(error).toMatchObject({ name: 'AggregateError', message: '' })
    expect(connectFailure(error)).toEqual({
      kind: 'refused',
      addresses: ['127.0.0.1', '127.0.0.2'],
    })
  })

  it.each([
    ['one refusal', systemError('ECONNREFUSED', '::1'), { kind: 'refused', addresses: ['::1'] }],
    ['a name nobody knows', systemError('ENOTFOUND'), { kind: 'unknown', noAnswer: false }],
    ['a name server that is away', systemError('EAI_AGAIN'), { kind: 'unknown', noAnswer: true }],
    [
      'silence',
      systemError('ETIMEDOUT', '10.1.1.1'),
      { kind: 'unreachable', reason: 'no answer (ETIMEDOUT)' },
    ],
    [
      'a network without a way',
      new AggregateError([systemError('ENETUNREACH', '::2'), systemError('ETIMEDOUT', '10.1.1.1')]),
      {
        kind: 'unreachable',
        reason: 'there is no way to that network (ENETUNREACH); no answer (ETIMEDOUT)',
      },
    ],
    [
      'a refusal beside a missing network: somebody was there to refuse',
      new AggregateError([
        systemError('EADDRNOTAVAIL', '::1'),
        systemError('ECONNREFUSED', '127.0.0.1'),
      ]),
      { kind: 'refused', addresses: ['127.0.0.1'] },
    ],
    ['anything else', systemError('EWHAT'), { kind: 'unreachable', reason: 'connect EWHAT' }],
  ])('tells %s', (_, error, failure) => {
    expect(connectFailure(error)).toEqual(failure)
  })
})
