/** `clock.mjs INTERVAL BUSY TICKS`: how late each tick of the loop by hand is, with BUSY ms of work in each. */
import { busy } from './busy.mjs'
import { ticks } from './ticks.mjs'

const [interval, work, count] = process.argv.slice(2).map(Number)
const late = []
await ticks(Date.now(), interval, (due) => {
  late.push(Date.now() - due)
  busy(work)
  return late.length < count
})
console.log(`LATE ${JSON.stringify(late)}`)
