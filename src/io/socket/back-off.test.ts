import { expect, it } from 'vitest'
import { BackOff } from './back-off.ts'

it('waits longer each time, up to 2 s, and begins anew after a success', () => {
  const backOff = new BackOff()
  expect(Array.from({ length: 5 }, () => backOff.next())).toEqual([250, 500, 1000, 2000, 2000])
  backOff.reset()
  expect(backOff.next()).toBe(250)
})
