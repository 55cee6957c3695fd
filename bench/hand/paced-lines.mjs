/**
 * `paced-lines.mjs FILE SECONDS`: to whoever connects, once a second as many whole lines of FILE as make up an equal part
 * of it, SECONDS times; then the connection stays open. Says its port on a line `READY`.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'

const NEWLINE = 10
const text = readFileSync(process.argv[2])
const seconds = Number(process.argv[3])

const server = createServer((socket) => {
  let [sent, tick] = [0, 0]
  socket.on('error', () => process.exit(0))
  socket.on('close', () => process.exit(0))
  const timer = setInterval(() => {
    tick++
    const end = text.lastIndexOf(NEWLINE, (text.length * tick) / seconds - 1) + 1
    socket.write(text.subarray(sent, end))
    sent = end
    if (tick === seconds) clearInterval(timer)
  }, 1000)
})
server.listen(0, '127.0.0.1', () => console.log(`READY ${server.address().port}`))
