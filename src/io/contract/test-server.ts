import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A line server for tests, on a free port of the loopback; it can close and come back on its port. */
export class TestServer implements AsyncDisposable {
  readonly clients: Socket[] = []
  port: number
  #server: Server | undefined

  constructor(port = 0) {
    this.port = port
  }

  async listen(): Promise<this> {
    this.#server = createServer((client) => {
      client.on('error', () => {})
      this.clients.push(client)
    })
    this.#server.listen(this.port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.port = (this.#server.address() as AddressInfo).port
    return this
  }

  /** Resolves when the next client is there, or the `n`-th. */
  async client(n = 1): Promise<Socket> {
    while (this.clients.length < n) await once(this.#server!, 'connection')
    return this.clients[n - 1]!
  }

  /** Ends all connections in good order and frees the port. */
  async close(): Promise<void> {
    if (this.#server?.listening !== true) return
    for (const client of this.clients) client.end()
    const closed = once(this.#server, 'close')
    this.#server.close()
    await closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.clients) client.destroy()
    await this.close()
  }
}
