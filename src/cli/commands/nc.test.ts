import { Command } from 'commander'
import { expect, test } from 'vitest'

import { registerNc } from './nc.ts'

const run = (...words: string[]): Promise<Command> => {
  const program = new Command('tap').exitOverride()
  registerNc(program)
  return program.parseAsync(['nc', ...words], { from: 'user' })
}

test.each([
  [['http'], /The port is a number from 0 to 65535 .*, not "http"/],
  [['9999', '--rate', 'fast'], /--rate is a number of lines per unit of time, not "fast"/],
  [['9999', '--slow', 'kill'], /--slow is wait or drop, not "kill"/],
])('tap nc %j is TAP206', async (words, says) => {
  await expect(run(...words)).rejects.toMatchObject({ code: 'TAP206', message: says })
})

test('options stand before or after the port', async () => {
  const missing = 'no such folder/words.txt'
  for (const words of [
    ['0', '--file', missing],
    ['--file', missing, '0'],
  ]) {
    await expect(run(...words)).rejects.toMatchObject({ code: 'TAP207' })
  }
})
