import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

import { TAP205, type PortTrouble } from '../../core/errors/tap205.ts'
import { portOwner } from './port-owner.ts'

const TROUBLE: Record<string, PortTrouble> = {
  EADDRINUSE: 'in use',
  EACCES: 'not allowed',
  EADDRNOTAVAIL: 'no such address',
  ENOTFOUND: 'no such address',
  EAI_AGAIN: 'no such address',
}

export interface Listener {
  readonly server: Server
  /** `127.0.0.1:9999`, with the port that the system chose if 0 was asked for. */
  readonly address: string
}

const complaint = async (
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
): Promise<Error> => {
  const trouble = TROUBLE[error.code ?? '']
  if (trouble === undefined) return error
  const owner = trouble === 'in use' ? await portOwner(port).catch(() => undefined) : undefined
  return TAP205({ host, port, trouble, owner }, error)
}

/** Listens on one address; TAP205 when that is not possible. */
export const listen = (
  { host, port }: { readonly host: string; readonly port: number },
  connected: (socket: Socket) => void,
): Promise<Listener> =>
  new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true }, connected)
    const failed = (error: Error): void => void complaint(error, host, port).then(reject)
    server.once('error', failed)
    server.listen({ host, port }, () => {
      // From here on an error is one connection that could not be accepted; the others go on.
      server.off('error', failed).on('error', () => {})
      const at = server.address() as AddressInfo
      resolve({
        server,
        address: `${at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`,
      })
    })
  })
