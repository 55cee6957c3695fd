/** `socket-count.mjs PORT`: lines of a socket counted by hand, in Node: 'data' events, UTF-8, split. */
import { connect } from 'node:net'
import { report } from './report.mjs'

let lines = 0
let rest = ''
let started = 0
const socket = connect({ port: Number(process.argv[2]), host: '127.0.0.1' })
socket.setEncoding('utf8')
socket.on('connect', () => (started = performance.now()))
socket.on('data', (text) => {
  const whole = (rest + text).split('\n')
  rest = whole.pop()
  lines += whole.length
})
socket.on('close', () => report(lines, started))
