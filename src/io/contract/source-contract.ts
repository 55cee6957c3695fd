import assert from 'node:assert/strict'
import { type Contract, contract } from '../../core/contract/contract.ts'
import { same } from '../../core/contract/same.ts'
import { recordsOf } from './records-of.ts'
import { SourceKit, type SourceSubject } from './source-kit.ts'

const words = (prefix: string, n: number): string[] =>
  Array.from({ length: n }, (_, i) => `${prefix} ${i}`)

const begin = async (subject: SourceSubject): Promise<SourceKit> => {
  const kit = new SourceKit(subject)
  await kit.begin()
  return kit
}

const end = (kit: SourceKit): Promise<void> => kit.end()

/** Of sources whose blocks are cut by time; those with blocks of their own keep it by having none to cut. */
const cutByTime =
  (law: (kit: SourceKit) => Promise<void>) =>
  async (kit: SourceKit): Promise<void> => {
    if (!kit.blocksOfTheirOwn) await law(kit)
  }

/** What every `Source` does. */
export const sourceContract: Contract<SourceSubject> = contract(
  'source',
  { begin, end },
  {
    'has a name for people': ({ source }) => {
      assert.match(source.name, /^\S.*\S$/)
    },

    'hands over nothing when nothing arrived': (kit) => {
      same(kit.take(), [])
      same(kit.source.buffered, 0)
    },

    'hands over each record once, in order of arrival': async (kit) => {
      const sent: string[] = []
      for (const round of [0, 1, 2, 3, 4]) {
        const lines = words(`round ${round}: naïve café`, 1 + round * 40)
        sent.push(...lines)
        await kit.outside.feed(lines)
        kit.context.time += 70
        if (round % 2 === 0) await kit.receive(sent.length)
      }
      await kit.receive(sent.length)
      same(kit.records, sent)
      same(kit.take(), [])
    },

    'numbers its blocks from 0 without gaps, whoever takes them': async (kit) => {
      for (const round of [1, 2, 3]) {
        await kit.outside.feed(words('line', 3))
        await kit.receive(round * 3)
        kit.context.time += 1000
      }
      const numbers = kit.taken.map(({ number }) => number)
      same(
        numbers,
        numbers.map((_, i) => i),
      )
      assert.ok(numbers.length >= 3)
    },

    'says truly how many records and bytes a block holds': async (kit) => {
      await kit.outside.feed(words('zwölf', 500))
      await kit.receive(500)
      for (const { content, records, bytes } of kit.taken) {
        if (content.kind === 'rows') same(records, content.rows.length)
        if (content.kind !== 'lines') continue
        const { chunks } = content
        const inAll = chunks.map((chunk) => [chunk.records, chunk.bytes.length] as const)
        same(
          records,
          inAll.reduce((sum, [n]) => sum + n, 0),
        )
        same(
          bytes,
          inAll.reduce((sum, [, n]) => sum + n, 0),
        )
        for (const chunk of chunks) {
          same(chunk.bytes.at(-1), 10)
          same(chunk.bytes.filter((byte) => byte === 10).length, chunk.records)
        }
      }
    },

    'holds nothing that was taken': async (kit) => {
      await kit.outside.feed(words('line', 10))
      await kit.receive(10)
      same(kit.source.buffered, 0)
    },

    'tells when something arrived': async (kit) => {
      const before = kit.context.changes
      await kit.outside.feed(['line'])
      await kit.receive(1)
      assert.ok(kit.context.changes > before)
    },

    'makes one block for each interval in which something arrived': cutByTime(async (kit) => {
      const { source, context, outside } = kit
      const arrivals: readonly (readonly [number, readonly string[]])[] = [
        [0, ['a', 'b']],
        [199, ['c']],
        [200, ['d']],
        [950, ['e']],
      ]
      for (const [time, lines] of arrivals) {
        context.time = time
        const held = source.buffered + kit.bytesIn(lines)
        await outside.feed(lines)
        await kit.until(() => source.buffered === held, `${held} bytes are held`)
      }
      same(
        source.take(1000).map((block) => recordsOf([block])),
        [['a', 'b', 'c'], ['d'], ['e']],
      )
    }),

    'makes one block of a batch when the interval has no end': cutByTime(async (kit) => {
      await kit.end()
      await kit.begin(Number.POSITIVE_INFINITY)
      for (const time of [0, 400, 900]) {
        kit.context.time = time
        const before = kit.source.buffered
        await kit.outside.feed(['x'])
        await kit.until(() => kit.source.buffered > before, 'more is held')
      }
      same(kit.take().length, 1)
    }),

    'closes the open block at a take': cutByTime(async (kit) => {
      await kit.outside.feed(['a'])
      await kit.receive(1)
      await kit.outside.feed(['b'])
      await kit.receive(2)
      same(
        kit.taken.map((block) => recordsOf([block])),
        [['a'], ['b']],
      )
    }),

    'loses nothing while it is paused': async (kit) => {
      kit.source.pause()
      kit.source.pause()
      await kit.outside.feed(words('line', 100))
      kit.source.resume()
      kit.source.resume()
      await kit.outside.feed(words('later', 100))
      await kit.receive(200)
      same(kit.records, [...words('line', 100), ...words('later', 100)])
    },

    'accepts that a batch has completed': async (kit) => {
      await kit.outside.feed(['line'])
      await kit.receive(1)
      await kit.source.acknowledge(kit.taken)
      same(kit.take(), [])
    },

    'is idle when nothing has arrived for a while': async (kit) => {
      await kit.outside.feed(['line'])
      await kit.receive(1)
      await kit.until(() => kit.source.idle, 'is idle')
    },

    'has ended when the outside has, and not before': async (kit) => {
      await kit.outside.feed(['line'])
      await kit.receive(1)
      same(kit.source.ended, false)
      const before = kit.context.changes
      await kit.outside.finish?.()
      await kit.until(() => kit.source.ended, 'has ended')
      same(kit.source.idle, true)
      assert.ok(kit.context.changes > before)
    },

    'lets be taken after the stop what arrived before it': async (kit) => {
      const before = kit.context.changes
      await kit.outside.feed(words('line', 3))
      const held = kit.bytesIn(words('line', 3))
      const arrived = (): boolean =>
        kit.blocksOfTheirOwn ? kit.context.changes > before : kit.source.buffered === held
      await kit.until(arrived, 'three lines have arrived')
      await kit.source.stop()
      kit.take()
      same(kit.records, words('line', 3))
    },

    'can be stopped twice, and is silent afterwards': async (kit) => {
      await kit.source.stop()
      await kit.source.stop()
      const { changes } = kit.context
      same(kit.take(), [])
      kit.source.pause()
      kit.source.resume()
      same(kit.context.changes, changes)
    },

    'can be stopped before it was started': async (kit) => {
      const unstarted = await kit.make()
      await unstarted.source.stop()
      await unstarted.close()
    },
  },
)
