import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { recordsOf } from './contract/records-of.ts'
import { sourceContract } from './contract/source-contract.ts'
import { holds } from '../../test/contract/holds.ts'
import { TestContext } from './contract/test-context.ts'
import { StdinSource } from './stdin-source.ts'

holds(sourceContract, {
  make: () => {
    const input = new PassThrough()
    return {
      source: new StdinSource(input),
      feed: (lines) => void input.write(lines.map((line) => `${line}\n`).join('')),
      finish: () => void input.end(),
      close: () => void input.destroy(),
    }
  },
})

describe('StdinSource', () => {
  const started = (): { input: PassThrough; source: StdinSource; context: TestContext } => {
    const input = new PassThrough({ highWaterMark: 1000 })
    const context = new TestContext()
    const source = new StdinSource(input)
    source.start(context)
    return { input, source, context }
  }
  const ended = (source: StdinSource): Promise<true> => vi.waitUntil(() => source.ended)

  it('gives the last line without its end, and says that the input has ended', async () => {
    const { input, source, context } = started()
    input.end('one\ntwo')
    await ended(source)
    expect(recordsOf(source.take(1000))).toEqual(['one', 'two'])
    expect(context.states).toMatchObject([
      { source: 'stdin', phase: 'ended', text: 'The standard input ended after 2 lines.' },
    ])
  })

  it('reads what a Windows shell writes: UTF-16 with a mark, in any pieces', async () => {
    const { input, source } = started()
    for (const byte of Buffer.from('\ufeffperché\r\nno\r\n', 'utf16le'))
      input.write(Buffer.of(byte))
    input.end()
    await ended(source)
    expect(recordsOf(source.take(1000))).toEqual(['perché', 'no'])
  })

  it('asks for nothing while it is paused, so that the writer waits', async () => {
    const { input, source } = started()
    source.pause()
    for (let i = 0; i < 1000 && input.write('a line of text\n'); i++);
    await new Promise((resolve) => setImmediate(resolve))
    expect(source.buffered).toBe(0)
    expect(input.writableNeedDrain).toBe(true)
    source.resume()
    await vi.waitUntil(() => !input.writableNeedDrain)
    input.end()
    await ended(source)
    expect(recordsOf(source.take(1000)).length).toBeGreaterThan(60)
  })

  it('has ended at once when the input had ended before', () => {
    const input = new PassThrough()
    input.destroy()
    const source = new StdinSource(input)
    source.start(new TestContext())
    expect(source.ended).toBe(true)
  })

  it('keeps what came before an error', async () => {
    const { input, source, context } = started()
    input.write('one\n')
    await vi.waitUntil(() => source.buffered > 0)
    input.destroy(Object.assign(new Error('read'), { code: 'EIO' }))
    await ended(source)
    expect(recordsOf(source.take(1000))).toEqual(['one'])
    expect(context.states[0]!.text).toBe(
      'The standard input could not be read further (EIO) after 1 line.',
    )
  })

  it('leaves the stream as it found it, listeners and all, but for errors', async () => {
    const { input, source } = started()
    await source.stop()
    expect(input.listenerCount('data')).toBe(0)
    expect(input.isPaused()).toBe(true)
    expect(input.destroyed).toBe(false)
    input.destroy(new Error('late'))
  })
})
