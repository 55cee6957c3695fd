import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection nobody used for so long is closed. */
const IDLE_MS = 2_000

let open: Promise<Socket> | undefined
let closing: NodeJS.Timeout | undefined

/** A connection to a port of this computer. */
export const newConnection = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

/** Sends a record and waits for the answer. */
export const send = async (connection: Socket, record: string): Promise<void> => {
  connection.write(`${record}\n`)
  await once(connection, 'data')
}

/**
 * The one connection of this process, made when it is first asked for: a module is one thing wherever its functions
 * run, so every partition of every batch shares it.
 */
export const pooledConnection = (port: number): Promise<Socket> => {
  open ??= newConnection(port)
  clearTimeout(closing)
  closing = setTimeout(() => {
    void open?.then((socket) => socket.end())
    open = undefined
  }, IDLE_MS)
  return open
}
