import { expect, it } from 'vitest'
import { Time } from '../time.ts'
import { pprintBlock, printBlock } from './batch-block.ts'

const time = new Time(new Date(2013, 0, 1, 12, 27, 10).getTime())

it('writes the block of pprint with the local time', () => {
  expect(pprintBlock(time, [['hello', 1], "don't", ''], false)).toBe(
    [
      '-------------------------------------------',
      'Time: 2013-01-01 12:27:10',
      '-------------------------------------------',
      "('hello', 1)",
      "don't",
      '',
      '',
      '',
    ].join('\n'),
  )
})

it('writes microseconds when the time has milliseconds', () => {
  expect(pprintBlock(new Time(time.milliseconds + 250), [], false)).toContain(
    '\nTime: 2013-01-01 12:27:10.250000\n',
  )
})

it('writes the block of print with the time in milliseconds, and dots when there is more', () => {
  expect(printBlock(new Time(1357008430000), [['hello', 1]], true)).toBe(
    [
      '-------------------------------------------',
      'Time: 1357008430000 ms',
      '-------------------------------------------',
      '(hello,1)',
      '...',
      '',
      '',
    ].join('\n'),
  )
})

it('writes header and empty line for an empty batch', () => {
  const rule = '-'.repeat(43)
  expect(printBlock(new Time(1000), [], false)).toBe(`${rule}\nTime: 1000 ms\n${rule}\n\n`)
})

it('writes only dots when no element was asked for and there are some', () => {
  expect(pprintBlock(time, [], true).split('\n').slice(3)).toEqual(['...', '', ''])
})
