/** `state.mjs HOW KEYS TOUCHED WARM BATCHES`: the same by hand with a Map that is changed in place. */
import { sumFunctions } from '../jobs/functions.mjs'
import { keyOf, makeTouches } from '../lib/state-batches.mjs'
import { report } from './report.mjs'

const [how, keys, touched, warm, batches] = process.argv.slice(2)
const touches = makeTouches(Number(keys), Number(touched), 7)
const { update } = sumFunctions(0)
const NONE = []
const states = new Map()
for (let number = 0; number < Number(keys); number++) states.set(keyOf(number), 0)

const grouped = (pairs) => {
  const groups = new Map()
  for (const [key, value] of pairs) {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [value])
    else group.push(value)
  }
  return groups
}

/** Every key is called. */
const scan = (pairs) => {
  const groups = grouped(pairs)
  for (const [key, state] of states) {
    const next = update(groups.get(key) ?? NONE, state)
    if (next === undefined) states.delete(key)
    else if (next !== state) states.set(key, next)
  }
  for (const [key, values] of groups) {
    if (!states.has(key)) states.set(key, update(values, undefined))
  }
}

let emitted = 0

/** Only the keys that came are looked at; what is put out is a pair each. */
const delta = (pairs) => {
  const out = []
  for (const [key, value] of pairs) {
    const sum = (states.get(key) ?? 0) + value
    states.set(key, sum)
    out.push([key, sum])
  }
  for (const [, sum] of out) emitted += sum
}

const step = how === 'scan' ? scan : delta
const run = (from, to) => {
  for (let i = from; i < to; i++) step(touches[i % 7])
}
run(0, Number(warm))
const started = performance.now()
run(Number(warm), Number(warm) + Number(batches))
const ms = performance.now() - started
if (how === 'scan') for (const state of states.values()) emitted += state
report(emitted, performance.now() - ms)
