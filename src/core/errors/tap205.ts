import { defineError } from './tap-error.ts'

const REASONS = {
  'in use': 'is already used by another program',
  'not allowed': 'may not be opened by this user',
  'no such address': 'cannot be opened: this computer has no such address',
} as const

export type PortTrouble = keyof typeof REASONS

const FIXES: Record<PortTrouble, (port: number) => string> = {
  'in use': (port) =>
    `use the program that has it, end that program, or choose another port: tap nc ${port < 65535 ? port + 1 : 9999}`,
  'not allowed': () => 'choose a port from 1024 to 65535: tap nc 9999',
  'no such address': () => 'leave --host away (127.0.0.1), or name an address of this computer',
}

export const TAP205 = defineError<{
  port: number
  host: string
  trouble: PortTrouble
  /** `process 4312 (node tap nc 9999)`, where the system tells. */
  owner?: string | undefined
}>({
  code: 'TAP205',
  kind: 'environment',
  title: 'the port cannot be opened',
  more: 'One port of an address belongs to one program at a time. Ports below 1024 need rights that most users do not have.',
  text: ({ port, host, trouble, owner }) => ({
    what:
      trouble === 'in use' && owner !== undefined
        ? `Port ${port} of ${host} is already used by ${owner}.`
        : `Port ${port} of ${host} ${REASONS[trouble]}.`,
    fix: FIXES[trouble](port),
  }),
  example: {
    port: 9999,
    host: '127.0.0.1',
    trouble: 'in use',
    owner: 'process 4312 (node tap nc)',
  },
})
