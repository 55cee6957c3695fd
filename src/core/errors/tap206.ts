import { defineError } from './tap-error.ts'

const EXPECTED = {
  port: { says: 'The port is a number from 0 to 65535 (0: any free one)', fix: 'tap nc 9999' },
  '--rate': { says: '--rate is a number of lines per unit of time', fix: 'tap nc 9999 --rate 5/s' },
  '--slow': { says: '--slow is wait or drop', fix: 'tap nc 9999 --slow wait' },
} as const

export const TAP206 = defineError<{ option: keyof typeof EXPECTED; value: string }>({
  code: 'TAP206',
  kind: 'program',
  title: 'not a value that tap nc takes',
  more: 'tap nc takes a port number, --rate as 5, 5/s, 300/m or 1000/h, and --slow as wait or drop.',
  text: ({ option, value }) => ({
    what: `${EXPECTED[option].says}, not ${JSON.stringify(value)}.`,
    fix: EXPECTED[option].fix,
  }),
  example: { option: 'port', value: 'localhost:9999' },
})
