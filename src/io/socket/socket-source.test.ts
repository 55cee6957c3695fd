import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sleep } from '../../core/clock.ts'
import { recordsOf } from '../contract/records-of.ts'
import { sourceContract } from '../contract/source-contract.ts'
import { holds } from '../../../test/contract/holds.ts'
import { TestContext } from '../contract/test-context.ts'
import { TestServer } from '../contract/test-server.ts'
import { SocketSource } from './socket-source.ts'

holds(sourceContract, {
  make: async () => {
    const server = await new TestServer().listen()
    return {
      source: new SocketSource({ host: '127.0.0.1', port: server.port }),
      feed: async (lines) => {
        const client = await server.client()
        client.write(lines.map((line) => `${line}\n`).join(''))
      },
      finish: () => server.close(),
      close: () => server[Symbol.asyncDispose](),
    }
  },
})

describe('SocketSource', () => {
  let server: TestServer
  let context: TestContext
  let source: SocketSource
  const received: unknown[] = []

  const until = (condition: () => boolean): Promise<void> =>
    vi.waitFor(() => expect(condition()).toBe(true), { timeout: 8000, interval: 2 })
  const take = (): void => void received.push(...recordsOf(source.take(0)))
  const receive = (n: number): Promise<void> => until(() => (take(), received.length >= n))
  const connectTo = (host: string, port = server.port): void => {
    source = new SocketSource({ host, port })
    source.start(context)
  }

  beforeEach(async () => {
    received.length = 0
    context = new TestContext()
    server = await new TestServer().listen()
  })
  afterEach(async () => {
    await source.stop()
    await server[Symbol.asyncDispose]()
    vi.unstubAllEnvs()
  })

  it('keeps characters whole that are split between packets', async () => {
    connectTo('127.0.0.1')
    const client = await server.client()
    client.setNoDelay(true)
    const bytes = Buffer.from('perché 𝄞\n')
    for (let i = 0; i < bytes.length; i++) {
      client.write(bytes.subarray(i, i + 1))
      await until(() => source.buffered === i + 1)
    }
    take()
    expect(received).toEqual(['perché 𝄞'])
  })

  it('waits quietly for a server that comes later', async () => {
    await server.close()
    connectTo('127.0.0.1')
    await until(() => context.phases.length > 0)
    // Time for a second and third try, which must not be told.
    await sleep(context.ioClock, 900)
    expect(context.phases).toEqual(['waiting TAP201'])
    expect(source.idle).toBe(false)
    await server.listen()
    ;(await server.client()).write('ciao\n')
    await receive(1)
    expect(context.phases).toEqual(['waiting TAP201', 'connected'])
    expect(context.states[0]).toMatchObject({
      source: `socket 127.0.0.1:${server.port}`,
      site: context.site,
      text: expect.stringMatching(
        /^Nothing is listening on 127\.0\.0\.1:\d+ yet \(refused on 127\.0\.0\.1\)\. Waiting…\n.*tap nc \d+$/,
      ),
    })
  })

  it('comes back to a server that was started again, and has ended in between', async () => {
    connectTo('localhost')
    ;(await server.client()).write('before\nlast')
    await receive(1)
    await server.close()
    await until(() => source.ended)
    await receive(2)
    // Some tries are refused meanwhile: no news to someone who heard that the server has gone.
    await sleep(context.ioClock, 400)
    await server.listen()
    const again = await server.client(2)
    await until(() => !source.ended)
    again.write('after\n')
    await receive(3)
    expect(received).toEqual(['before', 'last', 'after'])
    expect(context.phases).toEqual(['connected', 'closed TAP204', 'connected'])
    expect(context.states[1]!.text).toContain(
      `localhost:${server.port} closed the connection after 2 lines. Waiting for it to come back…`,
    )
  })

  it('is a receiver to listeners: with an error while it waits, stopped while its server is gone', async () => {
    const told: string[] = []
    context.events.on((event) => {
      if (!('receiver' in event)) return
      const { active, lastErrorMessage } = event.receiver
      told.push(`${event.type} ${active} ${lastErrorMessage.slice(0, 25)}`)
    })
    await server.close()
    connectTo('127.0.0.1')
    await until(() => context.phases.length === 1)
    await server.listen()
    await server.client()
    await until(() => context.phases.length === 2)
    await server.close()
    await until(() => context.phases.length === 3)
    await server.listen()
    await server.client(2)
    await until(() => context.phases.length === 4)
    await source.stop()
    expect(told).toEqual([
      'ReceiverStarted true ',
      'ReceiverError true Nothing is listening on 1',
      expect.stringMatching(/^ReceiverStopped false 127.0.0.1:/),
      'ReceiverStarted true ',
      'ReceiverStopped false Stopped by driver',
    ])
  })

  it('tells a broken connection from a closed one: it has not ended', async () => {
    connectTo('127.0.0.1')
    const client = await server.client()
    client.write('line\n')
    await receive(1)
    client.resetAndDestroy()
    await until(() => context.phases.length === 2)
    expect(source.ended).toBe(false)
    expect(context.phases[1]).toBe('closed TAP204')
    expect(context.states[1]!.text).toMatch(/broke after 1 line \(ECONNRESET\)/)
  })

  it('names a host that is not known, and what to do for those of the course', async () => {
    connectTo('tapnc')
    await until(() => context.phases.length > 0)
    expect(context.phases).toEqual(['waiting TAP202'])
    expect(context.states[0]!.text).toContain('"tapnc" is not known on this computer')
    expect(context.states[0]!.text).toContain("inside the course's Docker network")
    expect(context.states[0]!.text).toContain('TAP_HOSTS=tapnc=localhost')
  })

  it('goes where TAP_HOSTS says', async () => {
    vi.stubEnv('TAP_HOSTS', 'tapnc=127.0.0.1')
    connectTo('tapnc')
    ;(await server.client()).write('ciao\n')
    await receive(1)
    expect(source.name).toBe(`socket tapnc:${server.port}`)
  })

  it('makes the sender wait while it is paused', async () => {
    connectTo('127.0.0.1')
    const client = await server.client()
    source.pause()
    const line = `${'x'.repeat(1 << 20)}\n`
    let sent = 0
    const flood = (): boolean => {
      while (client.write(line)) sent++
      sent++
      return client.writableNeedDrain
    }
    client.on('drain', flood)
    flood()
    // The system's buffers fill, then nothing moves.
    let before = -1
    while (before !== client.bytesWritten - client.writableLength) {
      before = client.bytesWritten - client.writableLength
      await sleep(context.ioClock, 150)
    }
    const held = source.buffered
    expect(client.writableNeedDrain).toBe(true)
    expect(held).toBeLessThan(1 << 20)
    client.off('drain', flood)
    source.resume()
    await until(() => !client.writableNeedDrain)
    await receive(sent)
    expect(received).toHaveLength(sent)
  })

  it('stays paused when the connection comes later', async () => {
    await server.close()
    connectTo('127.0.0.1')
    source.pause()
    await server.listen()
    const client = await server.client()
    client.write('line\n')
    await until(() => context.phases.includes('connected'))
    await sleep(context.ioClock, 100)
    expect(source.buffered).toBe(0)
    source.resume()
    await receive(1)
  })

  it('loses none of 200,000 lines over many takes and intervals', async () => {
    connectTo('127.0.0.1')
    const client = await server.client()
    const lines = Array.from({ length: 200_000 }, (_, i) => `${i} ${'è'.repeat(i % 40)}`)
    const bytes = Buffer.from(lines.join('\r\n'))
    for (let at = 0; at < bytes.length; at += 99_991) client.write(bytes.subarray(at, at + 99_991))
    client.end()
    await until(() => {
      context.time += 37
      take()
      return source.ended
    })
    take()
    expect(received.length).toBe(200_000)
    expect(received).toEqual(lines)
  })

  it('gives an unfinished line at the stop', async () => {
    connectTo('127.0.0.1')
    ;(await server.client()).write('one\ntwo')
    await until(() => source.buffered === 7)
    take()
    expect(received).toEqual(['one'])
    await source.stop()
    take()
    expect(received).toEqual(['one', 'two'])
  })

  it('does not come back after a stop while it waited', async () => {
    await server.close()
    connectTo('127.0.0.1')
    await until(() => context.phases.length > 0)
    await source.stop()
    await server.listen()
    await sleep(context.ioClock, 600)
    expect(server.clients).toEqual([])
  })

  it('frees the server and the clock at the stop', async () => {
    connectTo('127.0.0.1')
    const client = await server.client()
    await until(() => context.phases.length > 0)
    const closed = once(client, 'close')
    client.resume()
    await source.stop()
    await closed
    expect(context.phases).toEqual(['connected'])
  })
})

it('lets the process end after a stop, whatever it was waiting for', async () => {
  const { build } = await import('esbuild')
  const stdin = `
    import { SocketSource } from './socket-source.ts'
    import { TestContext } from '../contract/test-context.ts'
    const source = new SocketSource({ host: '127.0.0.1', port: 1 })
    const context = new TestContext()
    source.start(context)
    context.ioClock.at(context.ioClock.now() + 400, async () => {
      await source.stop()
      console.log(context.phases.join())
    })`
  const built = await build({
    stdin: { contents: stdin, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  })
  const child = spawn(process.execPath, ['--input-type=module'])
  child.stderr.pipe(process.stderr)
  child.stdin.end(built.outputFiles[0]!.text)
  const output = child.stdout.setEncoding('utf8').toArray()
  const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(10_000) })
  expect([code, (await output).join('')]).toEqual([0, 'waiting TAP201\n'])
}, 15_000)
