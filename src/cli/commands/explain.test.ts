import { Command } from 'commander'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { registerExplain } from './explain.ts'

const heard = async (...words: string[]): Promise<{ out: string; err: string; code: unknown }> => {
  const [out, err] = [[] as string[], [] as string[]]
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  const program = new Command('tap').exitOverride()
  registerExplain(program)
  await program.parseAsync(['explain', ...words], { from: 'user' })
  const code = process.exitCode
  process.exitCode = undefined
  return { out: out.join(''), err: err.join(''), code }
}

afterEach(() => vi.restoreAllMocks())

describe('tap explain', () => {
  it('writes the explanation to stdout', async () => {
    const { out, err, code } = await heard('tap105')
    expect(out).toContain('no checkpoint directory')
    expect([err, code]).toEqual(['', undefined])
  })

  it('lists the codes', async () => {
    expect((await heard()).out).toMatch(/^TAP101 {2}no output operation\nTAP102 /)
  })

  it('ends with 2 for a code that is not there', async () => {
    expect(await heard('TAP000')).toEqual({
      out: '',
      err: expect.stringContaining('There is no error TAP000.'),
      code: 2,
    })
  })
})
