import { describe, expect, it } from 'vitest'
import { asGroup, Group } from './group.ts'
import { repr } from './text/repr.ts'

describe('Group', () => {
  const group = asGroup(['a', 1, null])

  it('is an array in every respect', () => {
    expect(group).toBeInstanceOf(Array)
    expect(group).toBeInstanceOf(Group)
    expect(Array.isArray(group)).toBe(true)
    expect([...group, group.length, group[1]]).toEqual(['a', 1, null, 3, 1])
    expect(JSON.stringify(group)).toBe('["a",1,null]')
    expect(structuredClone(group)).toEqual(['a', 1, null])
    expect([0].concat(group as never)).toEqual([0, 'a', 1, null])
  })

  it('prints as a list, an array as a tuple', () => {
    expect(repr(['k', group])).toBe("('k', ['a', 1, None])")
    expect(repr(['k', [...group]])).toBe("('k', ('a', 1, None))")
  })

  it('is made in place', () => {
    const items = [1, 2]
    expect(asGroup(items)).toBe(items)
    expect(asGroup(asGroup(items))).toBe(items)
  })

  it.each([
    ['map', (g: Group<number>) => g.map((x) => x)],
    ['filter', (g: Group<number>) => g.filter(() => true)],
    ['slice', (g: Group<number>) => g.slice()],
    ['concat', (g: Group<number>) => g.concat([1])],
    ['flatMap', (g: Group<number>) => g.flatMap((x) => [x])],
    ['splice', (g: Group<number>) => g.splice(0)],
  ])('what %s makes of it is an array of the user', (_, make) => {
    expect(make(asGroup([1, 2]))).not.toBeInstanceOf(Group)
  })
})
