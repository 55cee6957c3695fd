import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'

import type { NcOptions } from './options.ts'
import { runNc, type NcSeams } from './run-nc.ts'

let folder: string
const cleanUp: (() => void | Promise<unknown>)[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tap nc #1 100% é '))
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo()
})

const fileOf = async (content: string | Buffer): Promise<string> => {
  const path = join(folder, `words ${cleanUp.length}.txt`)
  await writeFile(path, content)
  return path
}

interface Run {
  readonly port: number
  readonly stdin: PassThrough
  readonly done: Promise<number>
  readonly interrupt: AbortController
  stderr(): string
}

const start = async (
  options: Partial<NcOptions> = {},
  seams: Partial<NcSeams> & { isTTY?: boolean } = {},
): Promise<Run> => {
  const [stdin, screen, interrupt] = [new PassThrough(), new PassThrough(), new AbortController()]
  let text = ''
  screen.on('data', (chunk) => (text += String(chunk)))
  const done = runNc(
    { port: 0, host: '127.0.0.1', ...options },
    { stdin, stderr: screen, isTTY: seams.isTTY ?? false },
    { settle: 20, signal: interrupt.signal, ...seams },
  )
  done.catch(() => {})
  cleanUp.push(() => (interrupt.abort(), done.catch(() => {})))
  await vi.waitFor(() => expect(text).toMatch(/^listening on 127\.0\.0\.1:\d+ \(/))
  const port = Number(/:(\d+) /.exec(text)![1])
  return { port, stdin, done, interrupt, stderr: () => text }
}

interface TestClient {
  readonly socket: Socket
  text(): string
  /** Everything, once the server has ended the connection. */
  readonly all: Promise<string>
}

const client = async (port: number, reads = true): Promise<TestClient> => {
  const socket = connect(port, '127.0.0.1')
  const parts: Buffer[] = []
  if (reads) socket.on('data', (chunk) => parts.push(chunk))
  socket.on('error', () => {})
  cleanUp.push(() => void socket.destroy())
  await once(socket, 'connect')
  const text = (): string => Buffer.concat(parts).toString()
  return { socket, text, all: once(socket, 'close').then(text) }
}

const numbered = (n: number): string =>
  Array.from({ length: n }, (_, i) => `line ${i} of some words\n`).join('')

/** More than the system's own buffers of one connection hold. */
const BIG = numbered(1_000_000)

test('three clients get every byte of piped input, carriage returns too, then the run ends', async () => {
  const { port, stdin, done } = await start({}, { settle: 100 })
  const clients = await Promise.all([client(port), client(port), client(port)])
  stdin.write('to be\r\nor no')
  stdin.end('t\nto be')
  expect(await Promise.all(clients.map(({ all }) => all))).toEqual(
    Array.from({ length: 3 }, () => 'to be\r\nor not\nto be\n'),
  )
  expect(await done).toBe(0)
})

test('piped input waits for the first client', async () => {
  const { port, stdin, done, stderr } = await start()
  stdin.end('a\nb\n')
  expect(stderr()).toContain('waiting for the first client, then stdin is sent')
  expect(await (await client(port)).all).toBe('a\nb\n')
  expect(await done).toBe(0)
})

test('a connection that closes at once takes nothing from the next one', async () => {
  const { port, stdin, stderr } = await start({}, { settle: 100 })
  stdin.end('a\n')
  ;(await client(port)).socket.destroy()
  await vi.waitFor(() => expect(stderr()).toContain('left (0 clients)'))
  expect(await (await client(port)).all).toBe('a\n')
})

test('a large file reaches several clients whole', async () => {
  const { port, done } = await start({ file: await fileOf(BIG) }, { settle: 100 })
  const clients = await Promise.all([client(port), client(port), client(port)])
  for (const { all } of clients) expect((await all) === BIG).toBe(true)
  expect(await done).toBe(0)
})

test('a late client starts at a line start and gets what follows', async () => {
  const { port, stdin } = await start()
  const early = await client(port)
  stdin.write('one\ntw')
  await vi.waitFor(() => expect(early.text()).toBe('one\n'))
  const late = await client(port)
  await vi.waitFor(() => expect(late.socket.readyState).toBe('open'))
  stdin.write('o\nthree\n')
  stdin.end()
  expect(await early.all).toBe('one\ntwo\nthree\n')
  expect(['two\nthree\n', 'three\n']).toContain(await late.all)
})

test('a late client in the middle of a line too long to hold starts at the next one', async () => {
  const { port, stdin, stderr } = await start()
  const early = await client(port)
  stdin.write('x'.repeat(1_500_000))
  await vi.waitFor(() => expect(early.text().length).toBeGreaterThan(1_000_000))
  const late = await client(port)
  await vi.waitFor(() => expect(stderr()).toContain('(2 clients)'))
  stdin.end('yz\nnext\n')
  expect(await late.all).toBe('next\n')
  expect((await early.all).endsWith('xyz\nnext\n')).toBe(true)
})

test('a client killed in the middle hurts nobody', async () => {
  const { port, done } = await start({ file: await fileOf(BIG) }, { settle: 100 })
  const [stays, goes] = await Promise.all([client(port), client(port)])
  goes.socket.once('data', () => goes.socket.resetAndDestroy())
  expect((await stays.all) === BIG).toBe(true)
  expect(await done).toBe(0)
})

test('when all clients leave the rest waits for the next one, from a line start, said once', async () => {
  const { port, stderr, done } = await start({ file: await fileOf(BIG) }, { queueBytes: 2 << 20 })
  for (const time of [1, 2]) {
    const { socket } = await client(port, false)
    socket.once('data', () => socket.destroy())
    await once(socket, 'close')
    await vi.waitFor(() => expect(stderr().match(/left \(0 clients\)/g)).toHaveLength(time))
  }
  const rest = await (await client(port)).all
  expect(stderr().match(/waits for the next one/g)).toHaveLength(1)
  expect(rest.length).toBeGreaterThan(BIG.length / 2)
  expect(rest.startsWith('line ')).toBe(true)
  expect(BIG.endsWith(rest)).toBe(true)
  expect(await done).toBe(0)
})

test('slow wait: everybody waits, the client is named, and nobody loses a byte', async () => {
  const file = await fileOf(BIG)
  const { port, stderr, done } = await start(
    { file },
    { queueBytes: 2 << 20, patience: 50, settle: 100 },
  )
  const [fast, slow] = await Promise.all([client(port), client(port, false)])
  const name = `127.0.0.1:${slow.socket.localPort}`
  await vi.waitFor(() =>
    expect(stderr()).toContain(`waiting for ${name}, which did not read for 0.05 s`),
  )
  expect(fast.text().length).toBeLessThan(BIG.length)
  let got = ''
  slow.socket.on('data', (chunk) => (got += String(chunk)))
  expect((await fast.all) === BIG).toBe(true)
  await slow.all
  expect(got === BIG).toBe(true)
  expect(await done).toBe(0)
})

test('slow wait: when the slow client leaves, the others go on', async () => {
  const file = await fileOf(BIG)
  const { port, stderr, done } = await start(
    { file },
    { queueBytes: 2 << 20, patience: 50, settle: 100 },
  )
  const [fast, slow] = await Promise.all([client(port), client(port, false)])
  await vi.waitFor(() => expect(stderr()).toContain('waiting for'))
  slow.socket.destroy()
  expect((await fast.all) === BIG).toBe(true)
  expect(await done).toBe(0)
})

test('slow drop: the client is disconnected with a line to both sides, the others lose nothing', async () => {
  const file = await fileOf(BIG)
  const { port, stderr } = await start({ file, slow: 'drop' }, { queueBytes: 4 << 20, settle: 100 })
  const [fast, slow] = await Promise.all([client(port), client(port, false)])
  await vi.waitFor(() =>
    expect(stderr()).toMatch(
      /127\.0\.0\.1:\d+ was disconnected: it did not read \([\d.]+ MB waited/,
    ),
  )
  let got = ''
  slow.socket.on('data', (chunk) => (got += String(chunk)))
  expect((await fast.all) === BIG).toBe(true)
  await slow.all
  const lines = got.split('\n')
  expect(lines.at(-2)).toMatch(/^tap nc: disconnected, because this client did not read/)
  expect(BIG.startsWith(lines.slice(0, -2).join('\n'))).toBe(true)
})

test('--rate spreads the lines', async () => {
  const { port } = await start({ file: await fileOf('a\nb\nc\n'), rate: 20 }, { settle: 0 })
  const begin = performance.now()
  expect(await (await client(port)).all).toBe('a\nb\nc\n')
  expect(performance.now() - begin).toBeGreaterThan(95)
})

test('a port in use is TAP205, and names the process where the system tells', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  cleanUp.push(() => void other.close())
  const { port } = other.address() as AddressInfo
  const streams = { stdin: new PassThrough(), stderr: new PassThrough(), isTTY: false }
  const error = await runNc({ port, host: '127.0.0.1' }, streams).catch((e: unknown) => e)
  expect(error).toMatchObject({ code: 'TAP205', kind: 'environment' })
  expect(String(error)).toContain(`Port ${port} of 127.0.0.1 is already used by `)
  const who = process.platform === 'linux' ? `process ${process.pid} (` : 'another program'
  expect(String(error)).toContain(who)
})

test('an address of another computer is TAP205', async () => {
  const streams = { stdin: new PassThrough(), stderr: new PassThrough(), isTTY: false }
  const run = runNc({ port: 0, host: '192.0.2.1' }, streams)
  await expect(run).rejects.toMatchObject({ code: 'TAP205', text: { what: /no such address/ } })
})

test.each([
  ['missing.txt', 'does not exist'],
  ['.', 'is a folder'],
])('--file %s is TAP207 before anybody waits', async (name, says) => {
  const streams = { stdin: new PassThrough(), stderr: new PassThrough(), isTTY: false }
  const run = runNc({ port: 0, host: '127.0.0.1', file: join(folder, name) }, streams)
  await expect(run).rejects.toMatchObject({ code: 'TAP207', kind: 'environment' })
  await expect(run).rejects.toThrow(says)
  expect(streams.stderr.read()).toBeNull()
})

test('an interruption ends the clients and the run with 0, whatever waits', async () => {
  const idle = await start()
  const stuck = await start({ file: await fileOf(BIG) })
  const readers = [await client(idle.port), await client(stuck.port, false)]
  idle.stdin.write('a\n')
  await vi.waitFor(() => expect(readers[0]!.text()).toBe('a\n'))
  idle.interrupt.abort()
  stuck.interrupt.abort()
  expect(await Promise.all([idle.done, stuck.done])).toEqual([0, 0])
  expect(await readers[0]!.all).toBe('a\n')
})

test('a terminal stays open, shows who is connected, and gives late clients what follows', async () => {
  const { port, stdin, stderr, done } = await start({}, { isTTY: true })
  expect(stderr()).toContain('Ctrl-C ends')
  await vi.waitFor(() => expect(stderr()).toContain('nobody connected> '))
  stdin.write('to nobody\n')
  const first = await client(port)
  await vi.waitFor(() => expect(stderr()).toContain(`127.0.0.1:${first.socket.localPort}> `))
  stdin.write('one\n')
  await vi.waitFor(() => expect(first.text()).toBe('one\n'))
  const second = await client(port)
  await vi.waitFor(() => expect(stderr()).toContain('(2 clients)'))
  stdin.write('two\n')
  await vi.waitFor(() => expect([first.text(), second.text()]).toEqual(['one\ntwo\n', 'two\n']))
  first.socket.destroy()
  await vi.waitFor(() => expect(stderr()).toContain('left (1 client)'))
  stdin.write('\x03')
  expect(await done).toBe(0)
  expect(await second.all).toBe('two\n')
})
