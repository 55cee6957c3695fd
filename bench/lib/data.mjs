/**
 * Test data, made once into bench/out/ and the same on every machine. Beside each file a `.json` says what is in it,
 * so that a bench can check that nothing was lost.
 */
import {
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs'
import { outFile } from './paths.mjs'
import { makeRandom } from './random.mjs'
import { makeWords, makeZipf } from './zipf-words.mjs'

const WORDS = 50_000
const CHUNK = 1 << 20
const RECORD = 100

/** Lines of 6 to 10 words, Zipf-distributed over 50,000 words. */
export const zipfFile = (bytes) => makeOnce(`zipf-${bytes}.txt`, () => zipfChunks(bytes))

/** Records of 100 bytes, one in a thousand holding "needle". */
export const grepFile = (bytes) => makeOnce(`grep-${bytes}.txt`, () => grepChunks(bytes))

const makeOnce = (name, makeChunks) => {
  const path = outFile(name)
  const facts = `${path}.json`
  if (!existsSync(path) || !existsSync(facts)) writeChunks(path, facts, makeChunks())
  return { path, ...JSON.parse(readFileSync(facts, 'utf8')) }
}

/** The final names appear only when everything is written: an interrupted run leaves no half file behind. */
const writeChunks = (path, facts, chunks) => {
  process.stderr.write(`making ${path}\n`)
  const file = openSync(`${path}.part`, 'w')
  let step = chunks.next()
  for (; !step.done; step = chunks.next()) writeFully(file, step.value)
  closeSync(file)
  writeFileSync(facts, JSON.stringify(step.value))
  renameSync(`${path}.part`, path)
}

const writeFully = (file, bytes) => {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

/** All words one after the other, so that a draw is one short copy. */
const layOut = (words) => {
  const text = Buffer.from(words.join(''), 'latin1')
  const starts = new Int32Array(words.length + 1)
  words.forEach((word, rank) => (starts[rank + 1] = starts[rank] + word.length))
  return { text, starts }
}

function* zipfChunks(bytes) {
  const { text, starts } = layOut(makeWords(WORDS, makeRandom(0x5eed)))
  const random = makeRandom(0xc0ffee)
  const draw = makeZipf(WORDS, makeRandom(0xfeed))
  const chunk = Buffer.alloc(CHUNK + 256)
  let [written, lines, words] = [0, 0, 0]
  while (written < bytes) {
    let at = 0
    while (at < CHUNK && written + at < bytes) {
      const count = 6 + (random() % 5)
      for (let word = 0; word < count; word++) {
        const rank = draw()
        const end = starts[rank + 1]
        for (let from = starts[rank]; from < end; from++) chunk[at++] = text[from]
        chunk[at++] = 32
      }
      chunk[at - 1] = 10
      lines++
      words += count
    }
    written += at
    yield chunk.subarray(0, at)
  }
  return { bytes: written, lines, words, distinctAtMost: WORDS }
}

function* grepChunks(bytes) {
  const random = makeRandom(0xc0ffee)
  const perChunk = Math.floor(CHUNK / RECORD)
  const chunk = Buffer.alloc(perChunk * RECORD)
  const records = Math.floor(bytes / RECORD)
  let matches = 0
  for (let done = 0; done < records; done += perChunk) {
    const count = Math.min(perChunk, records - done)
    for (let record = 0; record < count; record++) {
      fillRecord(chunk, record * RECORD, random)
      if (random() % 1000 === 0) {
        chunk.write('needle', record * RECORD + 10 + (random() % 80), 'latin1')
        matches++
      }
    }
    yield chunk.subarray(0, count * RECORD)
  }
  return { bytes: records * RECORD, lines: records, matches }
}

const fillRecord = (chunk, start, random) => {
  for (let at = start; at < start + RECORD - 1; at++) {
    const draw = random()
    chunk[at] = draw % 7 === 0 ? 32 : 97 + ((draw >>> 8) % 26)
  }
  chunk[start + RECORD - 1] = 10
}
