import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copied } from './copied.ts'
import { asGroup, Group } from './group.ts'

interface Node {
  parent: Node | undefined
  kids: Node[]
}

describe('copied', () => {
  it('is equal and shares nothing that can be changed', () => {
    fc.assert(
      fc.property(fc.object({ withMap: true, withSet: true, withDate: true }), (value) => {
        const before = structuredClone(value)
        const copy = copied(value)
        expect(copy).toEqual(value)
        for (const name of Object.keys(copy)) delete copy[name]
        expect(value).toEqual(before)
      }),
    )
  })

  it('keeps what is one thing one thing, also in cycles', () => {
    const root: Node = { parent: undefined, kids: [] }
    root.kids = [
      { parent: root, kids: [] },
      { parent: root, kids: [] },
    ]
    const copy = copied(root)
    expect(copy).not.toBe(root)
    expect(copy.kids[0]!.parent).toBe(copy)
    expect(copy.kids[1]!.parent).toBe(copy)
  })

  it('keeps every name of data a name, and a missing prototype missing', () => {
    const named = JSON.parse('{"__proto__": [1], "a": 2}') as Record<string, unknown>
    const copy = copied(named)
    expect(Object.entries(copy)).toEqual([
      ['__proto__', [1]],
      ['a', 2],
    ])
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
    const bare = Object.assign(Object.create(null) as object, { a: 1 })
    expect(Object.getPrototypeOf(copied(bare))).toBe(null)
    const hidden = Object.defineProperty({ a: 1 }, 'b', { get: () => 2 })
    expect(copied(hidden)).toBe(hidden)
  })

  it('keeps groups groups, shares instances and objects with accessors', () => {
    class Sketch {}
    const sketch = new Sketch()
    const computed = {
      get now(): number {
        return 1
      },
    }
    const copy = copied({ group: asGroup([1]), sketch, computed })
    expect(copy.group).toBeInstanceOf(Group)
    expect(copy.sketch).toBe(sketch)
    expect(copy.computed).toBe(computed)
  })
})
