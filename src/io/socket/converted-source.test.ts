import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sleep } from '../../core/clock.ts'
import type { TapEvent } from '../../core/events.ts'
import { recordsOf } from '../contract/records-of.ts'
import { sourceContract } from '../contract/source-contract.ts'
import { holds } from '../../../test/contract/holds.ts'
import { TestContext } from '../contract/test-context.ts'
import { TestServer } from '../contract/test-server.ts'
import { ConvertedSource, type Converter } from './converted-source.ts'

const lines: Converter<string> = async function* (chunks) {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop()!
    yield* parts
  }
  if (rest !== '') yield rest
}

holds(sourceContract, {
  make: async () => {
    const server = await new TestServer().listen()
    return {
      source: new ConvertedSource({ host: '127.0.0.1', port: server.port }, lines),
      feed: async (given) => {
        const client = await server.client()
        client.write(given.map((line) => `${line}\n`).join(''))
      },
      finish: () => server.close(),
      close: () => server[Symbol.asyncDispose](),
    }
  },
  bytesOf: (line) => line.length + 16,
})

describe('ConvertedSource', () => {
  let server: TestServer
  let context: TestContext
  let source: ConvertedSource<unknown>
  let told: string[]
  const received: unknown[] = []

  const until = (condition: () => boolean): Promise<void> =>
    vi.waitFor(() => expect(condition()).toBe(true), { timeout: 8000, interval: 2 })
  const receive = (n: number): Promise<void> =>
    until(() => (received.push(...recordsOf(source.take(0))), received.length >= n))
  const connect = (convert: Converter<unknown>): void => {
    source = new ConvertedSource({ host: '127.0.0.1', port: server.port }, convert)
    source.start(context)
  }

  beforeEach(async () => {
    received.length = 0
    told = []
    context = new TestContext()
    context.events.on((event: TapEvent) => {
      if ('receiver' in event) told.push(`${event.type} ${event.receiver.lastErrorMessage}`)
    })
    server = await new TestServer().listen()
  })
  afterEach(async () => {
    await source.stop()
    await server[Symbol.asyncDispose]()
  })

  it('keeps what was converted before a throw, and begins anew with the next connection', async () => {
    const picky: Converter<string> = async function* (chunks) {
      for await (const line of lines(chunks)) {
        if (line === 'bad') throw new RangeError('not this')
        yield line
      }
    }
    connect(picky)
    const first = await server.client()
    first.write('a\nb\nbad\nlost\n')
    await once(first, 'close')
    const second = await server.client(2)
    second.write('c\n')
    await receive(3)
    expect(received).toEqual(['a', 'b', 'c'])
    expect(context.phases).toEqual(['connected', 'closed TAP204', 'connected'])
    expect(context.states[1]!.text).toContain(
      'broke after 2 records (the converter threw RangeError: not this)',
    )
    expect(told).toEqual([
      'ReceiverStarted ',
      expect.stringMatching(/^ReceiverStopped .*not this/),
      'ReceiverStarted ',
    ])
    expect(source.ended).toBe(false)
    expect(source.buffered).toBe(0)
  })

  it('tells of a throw at the very end, too', async () => {
    connect(async function* (chunks) {
      yield* lines(chunks)
      throw new Error('checksum')
    })
    const client = await server.client()
    client.end('a\n')
    await until(() => context.phases.includes('closed TAP204'))
    expect(context.states[1]!.text).toContain(
      'after 1 record (the converter threw Error: checksum)',
    )
    expect(source.ended).toBe(false)
  })

  it('connects again when the converter ends before the connection', async () => {
    connect(async function* (chunks) {
      for await (const line of lines(chunks)) {
        yield line
        return
      }
    })
    ;(await server.client()).write('a\nb\n')
    ;(await server.client(2)).write('c\n')
    await receive(2)
    expect(received).toEqual(['a', 'c'])
    expect(context.states[1]!.text).toContain('the converter has ended')
  })

  it('says what is wrong when the converter gives nothing to iterate', async () => {
    connect((() => 5) as unknown as Converter<unknown>)
    await until(() => context.phases.includes('closed TAP204'))
    expect(context.states[1]!.text).toContain('TypeError')
  })

  it('holds the sender up while the converter is slow', async () => {
    let go = (): void => undefined
    const opened = new Promise<void>((resolve) => (go = resolve))
    let seen = 0
    connect(async function* (chunks) {
      await opened
      for await (const { length } of chunks) {
        seen += length
        yield length
      }
    })
    const client = await server.client()
    const size = 24 * 1024 * 1024
    client.write(Buffer.alloc(size))
    let before = -1
    while (before !== source.buffered) {
      before = source.buffered
      await sleep(context.ioClock, 150)
    }
    expect(source.buffered).toBeLessThan(2 * 1024 * 1024)
    go()
    await until(() => seen === size)
  })

  it('reads on from the next connection when a converter gave up on one that was held up', async () => {
    let giveUp: (error: Error) => void = () => undefined
    const given = new Promise<never>((_, reject) => (giveUp = reject))
    given.catch(() => undefined)
    let calls = 0
    connect(async function* (chunks) {
      if (calls++ === 0) await given
      yield* lines(chunks)
    })
    ;(await server.client()).write(Buffer.alloc(24 * 1024 * 1024))
    await until(() => source.buffered > 1024 * 1024)
    giveUp(new Error('too much'))
    const next = await server.client(2)
    next.write('after\n')
    await receive(1)
    expect(received).toEqual(['after'])
  })

  it('gives each chunk memory of its own', async () => {
    const kept: Uint8Array[] = []
    connect(async function* (chunks) {
      for await (const chunk of chunks) {
        kept.push(chunk)
        yield chunk.length
      }
    })
    const client = await server.client()
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
    client.write(bytes)
    await until(() => kept.reduce((sum, { length }) => sum + length, 0) === bytes.length)
    expect(Buffer.concat(kept).equals(bytes)).toBe(true)
  })

  it('gives what the converter makes of the end at the stop', async () => {
    connect(lines)
    ;(await server.client()).write('one\ntwo')
    await receive(1)
    await source.stop()
    received.push(...recordsOf(source.take(0)))
    expect(received).toEqual(['one', 'two'])
    expect(told.at(-1)).toBe('ReceiverStopped Stopped by driver')
  })
})
