import { courseNetworkCause, inCourseNetwork, mapHostFix } from './course-network.ts'
import { defineError, type CallSite } from './tap-error.ts'

export const TAP208 = defineError<{
  host: string
  port: number
  /** Why there is no connection, in a few words: `no answer within 10 s`, `no way to it (EHOSTUNREACH)`. */
  reason: string
  site: CallSite | undefined
}>({
  code: 'TAP208',
  kind: 'environment',
  title: 'the connection timed out',
  more: 'Nothing came back from that address: the computer is off or elsewhere, or a firewall drops what is sent to it. (A computer that is there and has no server on the port refuses at once: TAP201.) The job keeps trying.',
  text: ({ host, port, reason, site }) => ({
    what: `${host}:${port} cannot be reached: ${reason}. Trying on…`,
    at: [['at', site]],
    ...(inCourseNetwork(host)
      ? { cause: courseNetworkCause(host), fix: mapHostFix(host) }
      : {
          cause: 'The computer is off or has another address, or a firewall stands between.',
          fix: `check the address ${host} and the firewall there; for a server on this computer write localhost`,
        }),
  }),
  example: {
    host: '10.0.100.42',
    port: 9999,
    reason: 'no answer within 10 s',
    site: { file: 'wc.ts', line: 7, column: 19 },
  },
})
