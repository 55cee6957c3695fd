import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asGroup } from '../group.ts'
import { repr } from './repr.ts'
import { stringRepr } from './string-repr.ts'

interface Golden {
  readonly unprintable: readonly (readonly [number, number])[]
  readonly unassigned: readonly (readonly [number, number])[]
  readonly cases: readonly (readonly [value: Coded, text: string])[]
}

type Coded = string | number | boolean | null | { readonly [kind: string]: never }

/** Recorded by the recipe beside it, which also says how values are coded. */
const golden: Golden = JSON.parse(
  readFileSync(new URL('../../../test/golden/python-repr.json', import.meta.url), 'utf8'),
)

const ESCAPED = 1
const UNKNOWN = 2
/** Tab, line feed and carriage return have escapes of two characters. */
const SHORT = new Set([0x09, 0x0a, 0x0d])

const SPECIAL: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity }

const DECODE: Readonly<Record<string, (coded: never) => unknown>> = {
  int: (digits: string) => BigInt(digits),
  float: (name: string) => SPECIAL[name],
  bytes: (hex: string) => new Uint8Array(Buffer.from(hex, 'hex')),
  tuple: (items: Coded[]) => items.map(decode),
  list: (items: Coded[]) => asGroup(items.map(decode)),
  set: (items: Coded[]) => new Set(items.map(decode)),
  dict: (entries: [Coded, Coded][]) => new Map(entries.map(([k, v]) => [decode(k), decode(v)])),
}

const decode = (coded: Coded): unknown => {
  if (typeof coded !== 'object' || coded === null) return coded
  const [[kind, content]] = Object.entries(coded) as [[string, never]]
  return DECODE[kind]!(content)
}

class Sensor {
  readonly name = "it's"
  readonly readings = [1, 2.5]
}

class Stats {
  readonly hidden = 1
  toString(): string {
    return '(count: 1)'
  }
}

describe('repr against what Python printed', () => {
  it('has several hundred recorded cases', () => {
    expect(golden.cases.length).toBeGreaterThan(500)
  })

  it.each(golden.cases.map(([coded, text]) => ({ text, value: decode(coded) })))(
    'writes $text',
    ({ text, value }) => expect(repr(value)).toBe(text),
  )

  it('writes a safe integer as the int of the same digits', () => {
    const ints = golden.cases.filter(([coded]) => JSON.stringify(coded).startsWith('{"int"'))
    const safe = ints.filter(([, text]) => Number.isSafeInteger(Number(text)))
    expect(safe.length).toBeGreaterThan(3)
    for (const [, text] of safe) expect(repr(Number(text))).toBe(text)
  })

  it('agrees on what is printable for every character that Python knows', () => {
    const verdict = new Uint8Array(0x110000)
    for (const [from, to] of golden.unassigned) verdict.fill(UNKNOWN, from, to + 1)
    for (const [from, to] of golden.unprintable) verdict.fill(ESCAPED, from, to + 1)
    const disagrees = (code: number): boolean => {
      const escaped = stringRepr(String.fromCodePoint(code)).length > 4
      return escaped !== (verdict[code] === ESCAPED && !SHORT.has(code))
    }
    const known = Array.from(verdict.keys()).filter((code) => verdict[code] !== UNKNOWN)
    expect(known.filter(disagrees)).toEqual([])
  })
})

describe('repr of what only JavaScript has', () => {
  it.each([
    ['undefined inside', [undefined, 1], '(None, 1)'],
    ['undefined', undefined, 'None'],
    ['a sparse array', Array(2), '(None, None)'],
    ['a plain object', { a: 1, "it's": [null] }, `{'a': 1, "it's": (None,)}`],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 }), "{'a': 1}"],
    ['a date', new Date(1357008430000), '2013-01-01T02:47:10.000Z'],
    ['a date inside', [new Date(0)], '(1970-01-01T00:00:00.000Z,)'],
    ['an invalid date', new Date(NaN), 'Invalid Date'],
    ['a Buffer', Buffer.from('bytes'), "b'bytes'"],
    ['numbers of a column', Float64Array.of(1, 2.5, -0), '[1, 2.5, 0]'],
    ['minus zero', -0, '0'],
    ['a double above every safe integer', 2 ** 60, '1152921504606846976'],
    ['1e21', 1e21, '1000000000000000000000'],
    ['an instance', new Sensor(), `Sensor(name="it's", readings=(1, 2.5))`],
    ['an instance with a text of its own', [new Stats()], '((count: 1),)'],
    ['an object literal with a toString', { toString: () => 'mine' }, 'mine'],
    ['an object with data under that name', { toString: 3 }, "{'toString': 3}"],
    ['an instance of a nameless class', new (class {})(), 'Object()'],
    ['an error', new RangeError('too far'), 'RangeError: too far'],
    ['a function', Math.max, '<function max>'],
    ['a symbol', [Symbol('s')], '(Symbol(s),)'],
    ['a group of groups', asGroup([asGroup([1]), []]), '[[1], ()]'],
    ['a Map in a Set', new Set([new Map([['a', 1n]])]), "{{'a': 1}}"],
  ])('%s', (_, value, text) => expect(repr(value)).toBe(text))
})

describe('repr of values that hold themselves', () => {
  const tuple: unknown[] = ['a']
  tuple.push(tuple)
  const list: unknown[] = asGroup<unknown>([1])
  list.push(list)
  const dict: Record<string, unknown> = {}
  dict['self'] = dict
  const map = new Map<string, unknown>()
  map.set('deep', [[map]])
  const instance = Object.assign(new Sensor(), { self: null as unknown })
  instance.self = instance

  it.each([
    ["('a', (...))", tuple],
    ['[1, [...]]', list],
    ["{'self': {...}}", dict],
    ["{'deep': (({...},),)}", map],
    [`Sensor(name="it's", readings=(1, 2.5), self=...)`, instance],
  ])('%s', (text, value) => expect(repr(value)).toBe(text))

  it('writes a value that merely occurs twice in full', () => {
    const shared = [1]
    expect(repr([shared, shared])).toBe('((1,), (1,))')
  })
})

describe('laws of repr', () => {
  it('numbers read back as themselves', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
        expect(Number(repr(n))).toBe(n === 0 ? 0 : n)
      }),
    )
  })

  it('integral numbers have all their digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
        const whole = Math.trunc(n)
        expect(repr(whole)).toBe(BigInt(whole).toString())
      }),
    )
  })

  it('a quoted string is one line of printable text that reads back as itself', () => {
    const unit = fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff }))
    const unescape = (body: string): string =>
      body.replace(/\\(?:x(..)|u(....)|U(.{8})|(.))/g, (_, x, u, U, c: string) => {
        const hex: string | undefined = x ?? u ?? U
        if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
        return { n: '\n', r: '\r', t: '\t' }[c] ?? c
      })
    fc.assert(
      fc.property(
        fc.array(unit).map((units) => String.fromCharCode(...units)),
        (text) => {
          const shown = repr([text]).slice(1, -2)
          expect(shown).not.toMatch(/[\n\r\t]/)
          expect(shown.at(0)).toBe(shown.at(-1))
          expect(unescape(shown.slice(1, -1))).toBe(text)
        },
      ),
    )
  })

  it('nothing makes it throw', () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true })
    fc.assert(
      fc.property(anything, (value) => {
        expect(repr(value)).toBeTypeOf('string')
      }),
    )
  })
})
