/** `pipe-server.mjs FILE CLIENTS`: what everyone writes to serve a file to its clients: one stream piped into each socket. */
import { createReadStream } from 'node:fs'
import { createServer } from 'node:net'

const [path, clients] = process.argv.slice(2)
let left = Number(clients)
const server = createServer((socket) => {
  createReadStream(path).pipe(socket)
  socket.on('close', () => --left === 0 && server.close())
})
server.listen(0, '127.0.0.1', () => console.log(`READY ${server.address().port}`))
