import { expect, it } from 'vitest'
import { asGroup } from '../group.ts'
import { scalaText } from './scala-text.ts'

class Click {
  readonly page = 'a b'
  readonly at = 1.5
}

const cyclic: unknown[] = [1]
cyclic.push(cyclic)

it.each([
  ['a string', "it's", "it's"],
  ['a pair', ['a', 1], '(a,1)'],
  ['nested pairs', ['a', [1, 'x']], '(a,(1,x))'],
  ['one-tuples and empty ones', [['a'], []], '((a),())'],
  ['a string that needs quotes elsewhere', ["it's", 'q"q\\'], `(it's,q"q\\)`],
  ['nothing', null, 'null'],
  ['nothing inside', ['a', [1, undefined]], '(a,(1,null))'],
  ['a group', ['k', asGroup([1, 'x', asGroup([])])], '(k,List(1, x, List()))'],
  ['an integral number', [1, -0, 1e21], '(1,0,1000000000000000000000)'],
  ['other numbers', [0.1, 1e-5, NaN, -Infinity], '(0.1,1e-05,nan,-inf)'],
  ['a bigint', 12n, '12'],
  ['booleans, the same text as in pprint', [true, false], '(True,False)'],
  [
    'a map',
    new Map<unknown, unknown>([
      ['a', 1],
      [['b', 2], null],
    ]),
    'Map(a -> 1, (b,2) -> null)',
  ],
  ['a plain object', { a: 'x', b: {} }, 'Map(a -> x, b -> Map())'],
  ['sets', [new Set([1, 2]), new Set()], '(Set(1, 2),Set())'],
  ['bytes', Uint8Array.of(98, 255), 'Array(98, 255)'],
  ['an instance, as a case class', new Click(), 'Click(a b,1.5)'],
  ['a value that holds itself', cyclic, '(1,(...))'],
])('%s', (_, value, text) => expect(scalaText(value)).toBe(text))
