/** `top-k.mjs WARM SLIDES FILE…`: the same by hand: a Map per batch, a Map that is the window and changes in place, sort. */
import { readLines } from './lines.mjs'
import { report } from './report.mjs'

const [warm, slides, ...files] = process.argv.slice(2)
const panes = []
const window = new Map()

const countWords = (path) => {
  const counts = new Map()
  readLines(path, (lines) => {
    for (const line of lines) {
      for (const word of line.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  })
  return counts
}

const slide = (pane) => {
  panes.push(pane)
  for (const [word, count] of pane) window.set(word, (window.get(word) ?? 0) + count)
  if (panes.length <= 30) return
  for (const [word, count] of panes.shift()) {
    const left = window.get(word) - count
    if (left === 0) window.delete(word)
    else window.set(word, left)
  }
}

let sum = 0
const run = (from, to) => {
  for (let i = from; i < to; i++) {
    slide(countWords(files[i % files.length]))
    const top = [...window].sort((a, b) => b[1] - a[1]).slice(0, 20)
    for (const [, count] of top) sum += count
  }
}
run(0, Number(warm))
const started = performance.now()
run(Number(warm), Number(warm) + Number(slides))
report(sum, started)
