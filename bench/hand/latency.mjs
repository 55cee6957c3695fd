/** `latency.mjs PORT INTERVAL`: from a line's sending to its batch's word count, with the loop by hand. */
import { connect } from 'node:net'
import { ticks } from './ticks.mjs'

const [port, interval] = process.argv.slice(2).map(Number)
const now = () => Number(process.hrtime.bigint()) / 1e6
let arrived = []
let rest = ''
let ended = false
const socket = connect({ port, host: '127.0.0.1' })
socket.setEncoding('utf8')
socket.on('data', (text) => {
  const lines = (rest + text).split('\n')
  rest = lines.pop()
  arrived.push(...lines)
})
socket.on('close', () => (ended = true))

const delays = []
await ticks(Date.now(), interval, () => {
  const batch = arrived
  arrived = []
  const counts = new Map()
  for (const line of batch) {
    for (const word of line.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  for (const line of batch) delays.push(now() - Number.parseFloat(line))
  return !ended
})
console.log(`DELAYS ${JSON.stringify(delays.map((delay) => Math.round(delay * 100) / 100))}`)
