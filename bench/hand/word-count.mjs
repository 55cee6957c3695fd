/** `word-count.mjs FILE`: word count by hand, in Node: split and a Map. */
import { readLines } from './lines.mjs'
import { report } from './report.mjs'

const started = performance.now()
const counts = new Map()
let total = 0
readLines(process.argv[2], (lines) => {
  for (const line of lines) {
    for (const word of line.split(' ')) {
      counts.set(word, (counts.get(word) ?? 0) + 1)
      total++
    }
  }
})
report(`${counts.size} ${total}`, started)
