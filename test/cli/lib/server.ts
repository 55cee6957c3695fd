import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

const listen = async (taken: (socket: Socket) => void): Promise<Server> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    taken(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return server
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** A server that sends the text to its first client and is gone then; its port. */
export const serveOnce = async (text: string | Uint8Array): Promise<number> => {
  const server = await listen((socket) => {
    socket.end(text)
    server.close()
  })
  return portOf(server)
}

/** A port that is taken. */
export const takenPort = async (): Promise<number> => portOf(await listen(() => {}))

/** A port of this computer that nobody listens on just now. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return port
}
