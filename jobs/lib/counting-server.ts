import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** Answers every record, and counts the connections made to it by the first word that each sends. */
export const countingServer = async (): Promise<{
  readonly port: number
  readonly counts: ReadonlyMap<string, number>
}> => {
  const counts = new Map<string, number>()
  const server = createServer((socket) => {
    socket.once('data', (text) => {
      const [word = ''] = String(text).split(/\s/)
      counts.set(word, (counts.get(word) ?? 0) + 1)
    })
    socket.on('data', () => socket.write('ok\n')).on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, counts }
}
