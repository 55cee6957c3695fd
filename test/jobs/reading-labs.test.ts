import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { testFolder } from '../cli/lib/folder.ts'
import { block } from '../cli/lib/pprint.ts'
import { serveOnce } from '../cli/lib/server.ts'
import { MANUAL, tap } from '../cli/lib/tap.ts'

const cases: readonly (readonly [
  job: string,
  text: string,
  rows: readonly string[],
  first?: number,
])[] = [
  [
    'streamingspam',
    'you won the lottery\nyou did\n',
    [`('won', 1)`, `('you', 2)`, `('the', 1)`, `('did', 1)`],
  ],
  ['historiccounts', 'hello hello stream\n', [`('hello', (2, 1))`]],
  [
    'networkwordjoinsentiments',
    'good day great day\ngood night bad wonderful x\n',
    [`(4, 'good')`, `(4, 'wonderful')`, `(3, 'great')`, `(-2, 'bad')`],
    5,
  ],
  [
    'sensors',
    'b 4\na 1\nbad line\na 3\n',
    [`('b', 'mean', 4)`, `('a', 'mean', 1)`, `('a', 'mean', 2)`],
  ],
]

describe('jobs of the labs to read', () => {
  it.for(cases)('%s prints its block', async ([job, text, rows, first = 1]) => {
    const port = await serveOnce(text)
    const words = ['run', job, '127.0.0.1', String(port), ...MANUAL]
    const { code, out } = await tap(words, { cwd: testFolder() })
    const lines = out.split('\n').filter((line) => line.startsWith('('))
    expect(lines.toSorted()).toEqual([...rows].toSorted())
    expect({ code, out }).toEqual({ code: 0, out: block(first, lines) })
  })

  it('streamingjoin joins two streams over windows', async () => {
    // The second stream is on the port after the first.
    const port = await twoPorts('ad1 home\nad2 news\n', 'ad1 ann\nad3 bob\n')
    const words = ['run', 'streamingjoin', '127.0.0.1', String(port), ...MANUAL]
    const { code, out } = await tap(words, { cwd: testFolder() })
    expect({ code, out }).toEqual({ code: 0, out: block(1, [`('ad1', ('home', 'ann'))`]) })
  })

  it('streamingconnections counts connections per record, per partition and shared', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.write('one\ntwo\nthree\nfour\n')
    })
    onTestFinished(() => void server.close())
    const port = await listening(server)
    const words = ['run', 'streamingconnections', '127.0.0.1', String(port), '--batches', '5']
    const { code, out } = await tap(words, { cwd: testFolder(), seconds: 30 })
    expect({ code, out: out.split('\n') }).toEqual({
      code: 0,
      out: ['one per record: 4', 'one per partition: 10', 'one per shared: 1', ''],
    })
  })
})

const listening = async (server: ReturnType<typeof createServer>, port = 0): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Two servers on neighbouring ports, each for one client; the first port. */
const twoPorts = async (...texts: readonly string[]): Promise<number> => {
  for (;;) {
    const servers = texts.map((text) =>
      createServer((socket) => {
        socket.on('error', () => socket.destroy())
        socket.end(text)
      }),
    )
    onTestFinished(() => servers.forEach((server) => server.close()))
    const first = await listening(servers[0]!)
    try {
      await listening(servers[1]!, first + 1)
      return first
    } catch {
      // Somebody has the second port.
    }
  }
}
