import { afterEach, describe, expect, it, vi } from 'vitest'
import { type DStream, type Hint, Time } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'

afterEach(() => void vi.restoreAllMocks())

const RULE = '-'.repeat(43)

/** What a batch's output operations write. */
const printed = async (
  batches: readonly (readonly Hint[] | null)[],
  build: (data: DStream<unknown>) => unknown,
): Promise<string> => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await runStreamTest({
    inputs: { data: batches },
    partitions: 1,
    build: (_, { data }) => {
      build(data)
      return { data }
    },
  })
  const text = written.mock.calls.map(([piece]) => String(piece)).join('')
  written.mockRestore()
  return text
}

const python = (batch: number, body: string): string =>
  `${RULE}\nTime: ${new Time(batch * 1000).format()}\n${RULE}\n${body}\n`
const scala = (batch: number, body: string): string =>
  `${RULE}\nTime: ${batch}000 ms\n${RULE}\n${body}\n`

describe('pprint of one element', () => {
  it.each<[string, Hint, string]>([
    ['a string at the top is raw', 'hello', 'hello'],
    ['also its tabs and newlines', 'a\tb\nc', 'a\tb\nc'],
    ['an empty string is an empty line', '', ''],
    ['a string inside', ['hello', 1], "('hello', 1)"],
    ['that holds a quote', ["don't", 1], '("don\'t", 1)'],
    ['that holds both', ['it\'s "both"', 1], `('it\\'s "both"', 1)`],
    ['that holds a backslash', ['c:\\temp', 1], "('c:\\\\temp', 1)"],
    ['not ASCII but printable', ['perché', 1], "('perché', 1)"],
    ['a rocket', ['🚀', 1], "('🚀', 1)"],
    [
      'not printable',
      ['\u0000\u007f\u00a0\u200b\ufeff\ue000'],
      "('\\x00\\x7f\\xa0\\u200b\\ufeff\\ue000',)",
    ],
    ['a one-tuple', ['k'], "('k',)"],
    ['an empty tuple', [], '()'],
    ['a nested one', ['a', [1, 2]], "('a', (1, 2))"],
    ['with nothing in it', ['b', [null, 3]], "('b', (None, 3))"],
    ['a dict', { a: 1, b: null }, "{'a': 1, 'b': None}"],
    ['a Map', new Map([['a', 1]]), "{'a': 1}"],
    ['a set', new Set(['one']), "{'one'}"],
    ['an empty set', new Set(), 'set()'],
    ['bytes', Buffer.from('bytes'), "b'bytes'"],
    ['integral numbers', [4, 4.0, -0, 1e21], '(4, 4, 0, 1000000000000000000000)'],
    ['others', [0.5, 1e-5, Number.NaN, Infinity, -Infinity], '(0.5, 1e-05, nan, inf, -inf)'],
    ['booleans and bigints', [true, 12n], '(True, 12)'],
    ['nothing', null, 'None'],
  ])('%s', async (_, element, text) => {
    expect(await printed([[element]], (data) => data.pprint())).toBe(python(1, `${text}\n`))
  })

  it('a list of groupByKey is a list', async () => {
    const text = await printed(
      [
        [
          ['a', 1],
          ['a', 2],
        ],
      ],
      (data) => (data as DStream<[string, number]>).groupByKey().pprint(),
    )
    expect(text).toBe(python(1, "('a', [1, 2])\n"))
  })
})

describe('the block of a batch', () => {
  const many = Array.from({ length: 12 }, (_, i) => i)
  const lines = (n: number): string =>
    many
      .slice(0, n)
      .map((i) => `${i}\n`)
      .join('')

  it.each<[string, readonly Hint[], (data: DStream<unknown>) => void, string]>([
    ['ten elements, and dots for more', many, (s) => s.pprint(), python(1, `${lines(10)}...\n`)],
    ['as many as asked for', many, (s) => s.pprint(3), python(1, `${lines(3)}...\n`)],
    ['no dots when there are no more', many, (s) => s.pprint(12), python(1, lines(12))],
    ['none asked for', many, (s) => s.pprint(0), python(1, '...\n')],
    ['none asked for and none there', [], (s) => s.pprint(0), python(1, '')],
    ['an empty batch', [], (s) => s.pprint(), python(1, '')],
    ['print: milliseconds and Scala', [['a', 1]], (s) => s.print(), scala(1, '(a,1)\n')],
    ['print: dots, too', many, (s) => s.print(2), scala(1, `${lines(2)}...\n`)],
    ['print: an empty batch', [], (s) => s.print(), scala(1, '')],
  ])('%s', async (_, batch, build, text) => {
    expect(await printed([batch], build)).toBe(text)
  })

  it('has one for each output, in the order of their definition, with the same time', async () => {
    const text = await printed([['b'], ['c']], (data) => {
      data.print()
      data.map((x) => `${x as string}!`).print()
    })
    const blocks = [scala(1, 'b\n'), scala(1, 'b!\n'), scala(2, 'c\n'), scala(2, 'c!\n')]
    expect(text).toBe(blocks.join(''))
  })

  it('is not there where a stream has no RDD', async () => {
    const text = await printed([['a'], null, ['b']], (data) => {
      data.window(2, 2).print()
      data.print()
    })
    expect(text).toBe(scala(1, 'a\n') + scala(2, 'a\n') + scala(3, 'b\n'))
  })
})
