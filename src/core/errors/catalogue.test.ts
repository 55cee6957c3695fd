import { readdirSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { catalogue } from './index.ts'
import { TAP101 } from './tap101.ts'
import { TAP103 } from './tap103.ts'
import { TAP104 } from './tap104.ts'
import { TAP105 } from './tap105.ts'
import { TAP107 } from './tap107.ts'
import { TAP108 } from './tap108.ts'
import { TAP111 } from './tap111.ts'
import { TAP401 } from './tap401.ts'
import { TAP402 } from './tap402.ts'
import { TAP501 } from './tap501.ts'
import { TAP503 } from './tap503.ts'
import { TAP504, text } from './tap504.ts'
import { TAP506 } from './tap506.ts'
import { TAP509 } from './tap509.ts'

const site = { file: 'app.ts', line: 3, column: 7 }

describe('the catalogue', () => {
  it('holds every file of its folder, in order', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => /^tap\d+\.ts$/.test(name))
    const codes = files.map((name) => name.slice(0, -3).toUpperCase()).toSorted()
    expect(catalogue.map((entry) => entry.code)).toEqual(codes)
  })

  it.each(catalogue)('$code has a title, a paragraph and a whole message', (entry) => {
    expect(entry.title).toMatch(/^[^A-Z\s].*[^.]$/)
    expect(entry.more).toMatch(/^\S.{60,}[.]$/)
    const { code, kind, message, text: parts } = entry.example()
    expect([code, kind]).toEqual([entry.code, entry.kind])
    expect(message).not.toMatch(/\[object|\$\{/)
    expect(parts.what).not.toMatch(/\n/)
    expect(parts.what.length).toBeGreaterThan(15)
  })

  it.each(catalogue)('$code promises nothing that does not exist', (entry) => {
    const all = `${entry.more}\n${entry.example().message}`
    expect(all).not.toMatch(
      /saveToElastic|quarantine|\bttl\b|tap (stop|retry|check|doctor)|mapParallel/,
    )
  })
})

describe('messages', () => {
  it('keep the sentences that Spark is known for', () => {
    const sentences = [
      [TAP101({ streams: ['a'], site }), 'No output operations registered, so nothing to execute'],
      [TAP103({ ...TAP103.example }), 'after starting a context is not supported'],
      [
        TAP103({ ...TAP103.example, state: 'stopped' }),
        'after stopping a context is not supported',
      ],
      [TAP104({ reason: 'second', site, first: site }), 'Only one StreamingContext may be started'],
      [
        TAP104({ reason: 'stopped', site, first: site }),
        'StreamingContext has already been stopped',
      ],
      [
        TAP105({ operator: 'updateStateByKey', site }),
        'The checkpoint directory has not been set. Please set it by StreamingContext.checkpoint().',
      ],
      [
        TAP111({ method: 'cache', site }),
        'Cannot change storage level of a DStream after streaming',
      ],
      [
        TAP111({ method: 'checkpoint', site }),
        'Cannot change checkpoint interval of a DStream after',
      ],
      [TAP111({ method: 'ssc.remember', site }), 'Cannot change remember duration after streaming'],
      [TAP509({ action: 'reduce', site }), 'Can not reduce() empty RDD'],
    ] as const
    for (const [error, sentence] of sentences) expect(error.message).toContain(sentence)
  })

  it('say when a context has no stream at all', () => {
    expect(TAP101({ streams: [], site }).text).toMatchObject({
      what: 'This program starts a context without a stream, so there is nothing to run.',
      seen: [],
    })
  })

  it('offer the two nearest legal durations, never 0', () => {
    const fix = (length: number, parent: number): string | undefined =>
      TAP401({ ...TAP401.example, length, parent }).text.fix
    expect(fix(20_000, 15_000)).toBe('window 15 or 30 (seconds)')
    expect(fix(500, 2000)).toBe('window 2 or 4 (seconds)')
    expect(fix(31_000, 10_000)).toBe('window 30 or 40 (seconds)')
    expect(fix(350, 250)).toBe('window 0.25 or 0.5 (seconds)')
  })

  it('name the operator that made a value, where it is known', () => {
    expect(TAP402(TAP402.example).text.at).toHaveLength(2)
    expect(TAP402({ ...TAP402.example, from: undefined }).text.at).toEqual([
      ['at', TAP402.example.site],
    ])
  })

  it('leave out the record and the batch where there is none', () => {
    const fields = { ...TAP501.example, record: '', at: undefined }
    expect(TAP501({ ...fields, operator: 'foreachRDD' }).text.what).toBe(
      'Your function in foreachRDD failed in batch 2013-01-01 12:27:10.',
    )
    expect(TAP501({ ...fields, batchTime: undefined }).text).toMatchObject({
      what: 'Your function in map failed.',
      at: [['at', fields.site]],
      seen: [],
    })
    expect(TAP501({ ...TAP501.example, batchTime: undefined }).text.what).toBe(
      'Your function in map failed on a record.',
    )
  })

  it('say what is particular to an operator', () => {
    expect(TAP503({ operator: 'filter', site }).text.what).toContain('counts as true')
    expect(TAP503({ operator: 'map', site }).text.what).not.toContain('counts as true')
    expect(TAP506({ operator: 'transform', got: 'undefined', site }).text.what).toContain('an RDD')
    expect(TAP506({ operator: 'flatMap', got: 'the number 3', site }).text.cause).toBeUndefined()
  })

  it('advise on names that are not known', () => {
    const fields = { ...TAP108.example, nearest: undefined }
    expect(TAP108(fields).text.fix).toBe('write stopSparkContext or stopGracefully')
    expect(TAP108({ ...fields, known: [] }).text).toMatchObject({
      seen: ['It takes no options by name.'],
      fix: 'leave it out',
    })
    expect(TAP107({ what: '--ui' }).text).toEqual({
      what: '--ui: not yet in this version.',
      fix: 'leave it out',
    })
  })

  it('have a form for notices', () => {
    expect(text({ ...TAP504.example, batches: 1, records: 1 })).toMatch(
      /^TAP504 {2}foreachRDD looked at no record in 1 batch \(1 record discarded\)\.\n {2}Cause: .*\n {2}Fix: .*foreach/,
    )
  })
})
