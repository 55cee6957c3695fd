import { expect, it } from 'vitest'
import { portOf } from './port-of.ts'

const site = { file: 'job.ts', line: 3, column: 5 }

it('takes whole numbers from 1 to 65535, and digits from a command line', () => {
  expect([portOf(1, site), portOf(65_535, site), portOf('9999', site)]).toEqual([1, 65_535, 9999])
})

it.each([
  0,
  -1,
  65_536,
  1.5,
  Number.NaN,
  Infinity,
  '',
  'http',
  '99 99',
  '70000',
  null,
  undefined,
  true,
  {},
])('refuses %o', (port) => {
  expect(() => portOf(port, site)).toThrow(
    expect.objectContaining({
      code: 'TAP209',
      kind: 'program',
      text: expect.objectContaining({ at: [['at', site]] }),
    }),
  )
})
