import { expect, it } from 'vitest'
import { identityOf, within } from './identity.ts'

const node = (identity: string) => ({ identity })

it('is made of the kinds along the lineage and of the place among siblings of one kind', () => {
  const lines = node(identityOf([], 'textFile'))
  expect(identityOf([lines], 'map')).toBe('textFile/map')
  expect(identityOf([lines], 'map')).toBe('textFile/map#1')
  expect(identityOf([lines], 'filter')).toBe('textFile/filter')
  // The same program in another run, or the next batch: new nodes, the same identities.
  expect(identityOf([node(lines.identity)], 'map')).toBe('textFile/map')
})

it('is that of the stream for nodes that a stream makes, whoever asked first', () => {
  const lines = node('socketTextStream')
  const made = within('socketTextStream/map#1', () => [
    identityOf([lines], 'map'),
    identityOf([lines], 'count'),
  ])
  expect(made).toEqual(['socketTextStream/map#1', 'socketTextStream/map#1.1'])
  expect(() =>
    within('x', () => {
      throw new Error('in between')
    }),
  ).toThrow('in between')
  expect(identityOf([lines], 'map')).toBe('socketTextStream/map')
})

it('does not grow without bound where a plan has diamonds', () => {
  let both = node('parallelize')
  for (let i = 0; i < 60; i++) {
    const [a, b] = [node(identityOf([both], 'mapValues')), node(identityOf([both], 'mapValues'))]
    both = node(identityOf([a, b], 'union'))
  }
  expect(both.identity.length).toBeLessThan(500)
})
