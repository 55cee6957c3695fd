import { beforeEach, describe, expect, it } from 'vitest'
import { recordsOf } from '../contract/records-of.ts'
import { TestContext } from '../contract/test-context.ts'
import { LineBlocks } from './line-blocks.ts'

describe('LineBlocks', () => {
  let context: TestContext
  let blocks: LineBlocks
  const push = (time: number, text: string): void => {
    context.time = time
    blocks.push(Buffer.from(text))
  }
  const taken = (): unknown[][] => blocks.take().map((block) => recordsOf([block]))

  beforeEach(() => {
    context = new TestContext(200)
    blocks = new LineBlocks(context)
  })

  it('puts a line into the interval in which its end came', () => {
    push(10, 'one\ntw')
    push(210, 'o\nthr')
    push(700, 'ee\n')
    expect(taken()).toEqual([['one'], ['two'], ['three']])
  })

  it('makes no block of an interval in which no line ended', () => {
    push(10, 'on')
    push(210, 'e')
    push(410, '\n')
    const [block, ...others] = blocks.take()
    expect(block).toMatchObject({ number: 0, records: 1, bytes: 4 })
    expect(others).toEqual([])
  })

  it('keeps what came before and after a lost connection in one block of its interval', () => {
    push(10, 'one\ntw')
    blocks.endText()
    push(20, 'three\n')
    expect(taken()).toEqual([['one', 'tw', 'three']])
  })

  it('counts what it holds', () => {
    push(10, 'one\ntw')
    expect(blocks.buffered).toBe(6)
    push(210, 'o\n')
    expect(blocks.buffered).toBe(8)
    blocks.endText()
    expect(blocks.buffered).toBe(8)
    expect(blocks.records).toBe(2)
    blocks.take()
    expect(blocks.buffered).toBe(0)
  })

  it('counts its intervals from the zero time', () => {
    const { clock } = context
    const late = new LineBlocks({ clock, zeroTime: 150, blockInterval: 200 })
    for (const time of [100, 150, 349, 350]) {
      context.time = time
      late.push(Buffer.from(`${time}\n`))
    }
    expect(late.take().map((block) => recordsOf([block]))).toEqual([
      ['100'],
      ['150', '349'],
      ['350'],
    ])
  })
})
