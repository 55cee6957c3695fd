import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realClock, sleep } from '../../core/clock.ts'
import { TestFolder } from './test-folder.ts'

/** How long a writer writes: 5 in the everyday tests, more in a soak. */
const SECONDS = Number(process.env.TAP_SOAK_SECONDS ?? 5)

/** What a writer did, in order; `null`: the name was removed. */
type Log = readonly (readonly [name: string, content: string | null])[]

/** These two run in a process of their own, as text: they see nothing of this module. */
type Writer = (folder: string, outside: string, seconds: number) => void

/** 2,000 changes a second: contents that occur once, names that come again, some of them many times a second. */
const reusesNames: Writer = (folder, outside, seconds) => {
  const fs = process.getBuiltinModule('node:fs')
  const log: [string, string | null][] = []
  const began = performance.now()
  const any = (n: number): number => Math.floor(Math.random() * n)
  const write = (name: string, content: string): void => {
    const way = any(10)
    const place = `${folder}/${name}`
    if (way < 5) return fs.writeFileSync(place, content)
    const draft = way < 8 ? `${folder}/${name}.tmp` : `${outside}/${name}`
    fs.writeFileSync(draft, content)
    fs.renameSync(draft, place)
  }
  const change = (): void => {
    const name = any(20) === 0 ? `hot-${any(5)}` : `name-${any(4000)}`
    if (any(30) === 0) {
      fs.rmSync(`${folder}/${name}`, { force: true })
      log.push([name, null])
      return
    }
    const lines = any(2) === 0 ? 1 : any(100)
    const content = `${name} ${`${log.length}`.padEnd(8)}\n`.repeat(1 + lines)
    write(name, content)
    log.push([name, content])
  }
  const timer = setInterval(() => {
    const seen = performance.now() - began
    while (log.length < Math.min(seen, seconds * 1000) * 2) change()
    if (seen < seconds * 1000) return
    clearInterval(timer)
    process.stdout.write(JSON.stringify(log))
  }, 5)
}

/** The course's loop, `while true; do echo $RANDOM>$RANDOM; done`, at the pace of a shell. */
const echoesRandom: Writer = (folder, _outside, seconds) => {
  const fs = process.getBuiltinModule('node:fs')
  const log: [string, string][] = []
  const began = performance.now()
  const random = (): string => `${Math.floor(Math.random() * 32_768)}`
  const timer = setInterval(() => {
    const seen = performance.now() - began
    while (log.length < Math.min(seen, seconds * 1000) * 2.1) {
      const [name, content] = [random(), `${random()}\n`]
      fs.writeFileSync(`${folder}/${name}`, content)
      log.push([name, content])
    }
    if (seen < seconds * 1000) return
    clearInterval(timer)
    process.stdout.write(JSON.stringify(log))
  }, 5)
}

let folder: TestFolder

beforeEach(async () => {
  folder = await TestFolder.make()
  await folder.start()
})

afterEach(() => folder.close())

/** Takes a batch every 200 ms until the writer has paused for a second. */
const readWhile = async (writer: Writer): Promise<Log> => {
  const values = [folder.path, folder.outside(''), SECONDS].map((value) => JSON.stringify(value))
  const child = spawn(process.execPath, ['-e', `(${writer.toString()})(${values.join()})`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const output = text(child.stdout)
  let running = true
  child.once('exit', () => (running = false))
  await folder.until(() => !running, { every: 200, patience: SECONDS * 1000 + 20_000 })
  await sleep(realClock, 1000)
  await folder.batch()
  return JSON.parse(await output) as Log
}

const lastOf = (log: Log): ReadonlyMap<string, string> => {
  const last = new Map<string, string>()
  for (const [name, content] of log) {
    if (content === null) last.delete(name)
    else last.set(name, content)
  }
  return last
}

describe('a folder with a busy writer', () => {
  it(
    'reads only what was written, nothing twice, and the last content of every name',
    { timeout: SECONDS * 1000 + 30_000 },
    async () => {
      const log = await readWhile(reusesNames)
      const written = new Set(log.map(([, content]) => content))
      const read = new Set(folder.read)
      expect(folder.read.filter((content) => !written.has(content))).toEqual([])
      expect(read.size).toBe(folder.read.length)
      expect([...lastOf(log)].filter(([, content]) => !read.has(content))).toEqual([])
      expect(log.length).toBeGreaterThan(SECONDS * 1900)
    },
  )

  it(
    "reads the last content of every name that the course's own loop writes",
    { timeout: SECONDS * 1000 + 30_000 },
    async () => {
      const log = await readWhile(echoesRandom)
      const written = new Map<string, string[]>()
      for (const [name, content] of log) {
        written.set(name, [...(written.get(name) ?? []), content!])
      }
      const lastRead = [...folder.readByName].map(([name, read]) => [name, read.at(-1)] as const)
      expect(new Map(lastRead)).toEqual(lastOf(log))
      for (const [name, read] of folder.readByName) {
        expect(read.length).toBeLessThanOrEqual(written.get(name)!.length)
      }
    },
  )
})
