/**
 * `stamped-lines.mjs SECONDS`: serves one client about one line per millisecond, each starting with the time it was
 * written, in milliseconds of the monotonic clock that all processes of a machine share.
 */
import { createServer } from 'node:net'

const now = () => Number(process.hrtime.bigint()) / 1e6

const server = createServer({ noDelay: true }, (socket) => {
  server.close()
  const lines = setInterval(() => socket.write(`${now().toFixed(3)} some words here\n`), 1)
  const end = setTimeout(
    () => {
      clearInterval(lines)
      socket.end()
    },
    Number(process.argv[2]) * 1000,
  )
  const stop = () => {
    clearInterval(lines)
    clearTimeout(end)
  }
  socket.on('error', stop)
  socket.on('close', stop)
})
server.listen(0, '127.0.0.1', () => console.log(`READY ${server.address().port}`))
