/** `keyed-window.mjs HOW KEYS WARM SLIDES`: the same by hand with a Map per batch, and a Map that is the window. */
import { makeBatches, makeKeys } from '../lib/keyed-batches.mjs'
import { report } from './report.mjs'

const [how, keys, warm, slides] = process.argv.slice(2)
const batches = makeBatches(makeKeys(Number(keys)), Number(keys), 7)

const add = (map, key, value) => {
  const before = map.get(key)
  map.set(key, before === undefined ? value : before + value)
}

const reduced = (batch) => {
  const map = new Map()
  for (const [key, value] of batch) add(map, key, value)
  return map
}

/** The window changes in place: what came is added, what left is taken away. */
const inverse = () => {
  const panes = []
  const window = new Map()
  return (pane) => {
    panes.push(pane)
    for (const [key, value] of pane) add(window, key, value)
    if (panes.length <= 30) return window
    for (const [key, value] of panes.shift()) window.set(key, window.get(key) - value)
    return window
  }
}

const recomputed = () => {
  const panes = []
  return (pane) => {
    panes.push(pane)
    if (panes.length > 30) panes.shift()
    const window = new Map()
    for (const each of panes) for (const [key, value] of each) add(window, key, value)
    return window
  }
}

const step = how === 'inverse' ? inverse() : recomputed()
let sum = 0
const run = (from, to) => {
  for (let i = from; i < to; i++) {
    for (const value of step(reduced(batches[i % 7])).values()) sum += value
  }
}
run(0, Number(warm))
const started = performance.now()
run(Number(warm), Number(warm) + Number(slides))
report(sum, started)
