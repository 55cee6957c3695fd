import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Block, Source } from '../source.ts'
import { recordsOf } from './records-of.ts'
import { TestContext } from './test-context.ts'

/** One source, and the hand that works its outside. */
export interface SourceUnderTest {
  readonly source: Source
  /** Gives lines to the outside; the source may see them later. */
  feed(lines: readonly string[]): void | Promise<void>
  /** The outside ends, if the source can know of it. */
  finish?(): void | Promise<void>
  /** Frees the outside, after the source has stopped. */
  close(): void | Promise<void>
}

export interface SourceContract {
  make(): SourceUnderTest | Promise<SourceUnderTest>
  /** Blocks are not cut by time but come as they are, a file each for example. */
  readonly blocksOfTheirOwn?: boolean
  /** Bytes that the source holds for a line. Default: its own, and one for its end. */
  bytesOf?(line: string): number
  /** How long a record may take to arrive, in milliseconds. Default 5 s. */
  readonly patience?: number
}

export interface Skipped {
  readonly reason: string
  /** Names of laws. */
  readonly tests: readonly string[]
}

const words = (prefix: string, n: number): string[] =>
  Array.from({ length: n }, (_, i) => `${prefix} ${i}`)

/** The laws of `Source`, for each implementation; a gap is declared with its reason in `skip`. */
export const sourceContract = (
  {
    make,
    blocksOfTheirOwn = false,
    bytesOf = (line) => line.length + 1,
    patience = 5000,
  }: SourceContract,
  { skip = [] }: { readonly skip?: readonly Skipped[] } = {},
): void => {
  let context: TestContext
  let outside: SourceUnderTest
  let source: Source
  let taken: Block[]
  const names = new Set<string>()

  const bytesIn = (lines: readonly string[]): number =>
    lines.reduce((sum, line) => sum + bytesOf(line), 0)
  const law = (name: string, test: () => Promise<void>): void => {
    const reason = skip.find(({ tests }) => tests.includes(name))?.reason
    const note = reason === undefined ? '' : ` (${reason})`
    names.add(name)
    it.skipIf(reason !== undefined)(
      `${name}${note}`,
      async () => {
        expect.hasAssertions()
        await test()
      },
      patience * 4,
    )
  }
  const until = (condition: () => boolean): Promise<void> =>
    vi.waitFor(() => expect(condition()).toBe(true), { timeout: patience, interval: 2 })
  const take = (): readonly Block[] => {
    const blocks = source.take(context.time)
    taken.push(...blocks)
    return blocks
  }
  const receive = (n: number): Promise<void> => until(() => (take(), recordsOf(taken).length >= n))
  const restart = async (blockInterval: number): Promise<void> => {
    await source.stop()
    await outside.close()
    await begin(blockInterval)
  }
  const begin = async (blockInterval?: number): Promise<void> => {
    context = new TestContext(blockInterval)
    outside = await make()
    source = outside.source
    taken = []
    await source.start(context)
  }

  describe('the laws of a source', () => {
    beforeEach(() => begin())
    afterEach(async () => {
      await source.stop()
      await outside.close()
    })

    law('has a name for people', async () => {
      expect(source.name).toMatch(/^\S.*\S$/)
    })

    law('hands over nothing when nothing arrived', async () => {
      expect(take()).toEqual([])
      expect(source.buffered).toBe(0)
    })

    law('hands over each record once, in order of arrival', async () => {
      const sent: string[] = []
      for (const round of [0, 1, 2, 3, 4]) {
        const lines = words(`round ${round}: naïve café`, 1 + round * 40)
        sent.push(...lines)
        await outside.feed(lines)
        context.time += 70
        if (round % 2 === 0) await receive(sent.length)
      }
      await receive(sent.length)
      expect(recordsOf(taken)).toEqual(sent)
      expect(take()).toEqual([])
    })

    law('numbers its blocks from 0 without gaps, whoever takes them', async () => {
      for (const round of [1, 2, 3]) {
        await outside.feed(words('line', 3))
        await receive(round * 3)
        context.time += 1000
      }
      expect(taken.map(({ number }) => number)).toEqual(taken.map((_, i) => i))
      expect(taken.length).toBeGreaterThanOrEqual(3)
    })

    law('says truly how many records and bytes a block holds', async () => {
      await outside.feed(words('zwölf', 500))
      await receive(500)
      for (const { content, records, bytes } of taken) {
        if (content.kind === 'rows') expect(records).toBe(content.rows.length)
        if (content.kind !== 'lines') continue
        expect(records).toBe(content.chunks.reduce((sum, chunk) => sum + chunk.records, 0))
        expect(bytes).toBe(content.chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0))
        for (const chunk of content.chunks) {
          expect(chunk.bytes.at(-1)).toBe(10)
          expect(chunk.bytes.filter((byte) => byte === 10)).toHaveLength(chunk.records)
        }
      }
    })

    law('holds nothing that was taken', async () => {
      await outside.feed(words('line', 10))
      await receive(10)
      expect(source.buffered).toBe(0)
    })

    law('tells when something arrived', async () => {
      const before = context.changes
      await outside.feed(['line'])
      await receive(1)
      expect(context.changes).toBeGreaterThan(before)
    })

    if (!blocksOfTheirOwn) {
      law('makes one block for each interval in which something arrived', async () => {
        for (const [time, lines] of [
          [0, ['a', 'b']],
          [199, ['c']],
          [200, ['d']],
          [950, ['e']],
        ] as const) {
          context.time = time
          const before = source.buffered
          await outside.feed(lines)
          await until(() => source.buffered === before + bytesIn(lines))
        }
        expect(source.take(1000).map((block) => recordsOf([block]))).toEqual([
          ['a', 'b', 'c'],
          ['d'],
          ['e'],
        ])
      })

      law('makes one block of a batch when the interval has no end', async () => {
        await restart(Number.POSITIVE_INFINITY)
        for (const time of [0, 400, 900]) {
          context.time = time
          const before = source.buffered
          await outside.feed(['x'])
          await until(() => source.buffered > before)
        }
        expect(take()).toHaveLength(1)
      })

      law('closes the open block at a take', async () => {
        await outside.feed(['a'])
        await receive(1)
        await outside.feed(['b'])
        await receive(2)
        expect(taken.map((block) => recordsOf([block]))).toEqual([['a'], ['b']])
      })
    }

    law('loses nothing while it is paused', async () => {
      source.pause()
      source.pause()
      await outside.feed(words('line', 100))
      source.resume()
      source.resume()
      await outside.feed(words('later', 100))
      await receive(200)
      expect(recordsOf(taken)).toEqual([...words('line', 100), ...words('later', 100)])
    })

    law('accepts that a batch has completed', async () => {
      await outside.feed(['line'])
      await receive(1)
      await source.acknowledge(taken)
      expect(take()).toEqual([])
    })

    law('is idle when nothing has arrived for a while', async () => {
      await outside.feed(['line'])
      await receive(1)
      await until(() => source.idle)
    })

    law('has ended when the outside has, and not before', async () => {
      await outside.feed(['line'])
      await receive(1)
      expect(source.ended).toBe(false)
      const before = context.changes
      await outside.finish?.()
      await until(() => source.ended)
      expect(source.idle).toBe(true)
      expect(context.changes).toBeGreaterThan(before)
    })

    law('lets be taken after the stop what arrived before it', async () => {
      const before = context.changes
      await outside.feed(words('line', 3))
      const held = bytesIn(words('line', 3))
      await until(() => (blocksOfTheirOwn ? context.changes > before : source.buffered === held))
      await source.stop()
      take()
      expect(recordsOf(taken)).toEqual(words('line', 3))
    })

    law('can be stopped twice, and is silent afterwards', async () => {
      await source.stop()
      await source.stop()
      const { changes } = context
      expect(take()).toEqual([])
      source.pause()
      source.resume()
      expect(context.changes).toBe(changes)
    })

    law('can be stopped before it was started', async () => {
      const unstarted = await make()
      await expect(unstarted.source.stop()).resolves.toBeUndefined()
      await unstarted.close()
    })

    it('leaves out only laws that exist', () => {
      expect(skip.flatMap(({ tests }) => tests).filter((name) => !names.has(name))).toEqual([])
    })
  })
}
