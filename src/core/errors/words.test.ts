import { describe, expect, it } from 'vitest'

import { count, either, sentence, span } from './words.ts'

describe('words of messages', () => {
  it('says lengths of time in the unit that has few digits', () => {
    expect([20_000, 1500, 100, 250, 1].map(span)).toEqual([
      '20 s',
      '1.5 s',
      '0.1 s',
      '250 ms',
      '1 ms',
    ])
  })

  it('counts', () => {
    expect([count(0, 'source'), count(1, 'source'), count(1870, 'record')]).toEqual([
      '0 sources',
      '1 source',
      '1,870 records',
    ])
    expect(count(2, 'batch', 'batches')).toBe('2 batches')
  })

  it('ends a sentence once', () => {
    expect([sentence('a'), sentence('a.'), sentence('why?')]).toEqual(['a.', 'a.', 'why?'])
  })

  it('lists what to choose from', () => {
    expect([either([]), either(['a']), either(['a', 'b']), either(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a or b',
      'a, b or c',
    ])
  })
})
