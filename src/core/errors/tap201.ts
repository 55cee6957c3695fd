import { defineError, type CallSite } from './tap-error.ts'

interface Fields {
  readonly host: string
  readonly port: number
  /** The addresses that refused: `localhost` is often two. */
  readonly addresses: readonly string[]
  readonly site: CallSite | undefined
}

const isThisComputer = (addresses: readonly string[]): boolean =>
  addresses.every((address) => address.startsWith('127.') || address === '::1')

export const TAP201 = defineError<Fields>({
  code: 'TAP201',
  kind: 'environment',
  title: 'nobody listens there yet',
  more: 'The computer answered, but no program accepts connections on that port. The job tries again, at first four times a second and then every two seconds, and connects as soon as a server is there: it need not be started again.',
  text: ({ host, port, addresses, site }) => ({
    what: `Nothing is listening on ${host}:${port} yet${addresses.length === 0 ? '' : ` (refused on ${addresses.join(' and ')})`}. Waiting…`,
    at: [['at', site]],
    fix: isThisComputer(addresses)
      ? `in another terminal:   tap nc ${port}`
      : `on ${host}:   tap nc ${port} --host 0.0.0.0`,
  }),
  example: {
    host: 'localhost',
    port: 9999,
    addresses: ['127.0.0.1', '::1'],
    site: { file: 'streamingexample.ts', line: 8, column: 19 },
  },
})
