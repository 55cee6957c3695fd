/** `grep.mjs FILE NEEDLE`: matching lines counted by hand, in Node: split and includes. */
import { readLines } from './lines.mjs'
import { report } from './report.mjs'

const [path, needle] = process.argv.slice(2)
const started = performance.now()
let matches = 0
readLines(path, (lines) => {
  for (const line of lines) if (line.includes(needle)) matches++
})
report(matches, started)
