import { describe, expect, it } from 'vitest'
import { Fifo } from './fifo.ts'

describe('Fifo', () => {
  it('gives back in order, also after many', () => {
    const fifo = new Fifo<number>()
    const given: (number | undefined)[] = []
    for (let n = 0; n < 10_000; n++) {
      fifo.push(n)
      if (n % 3 > 0) given.push(fifo.shift())
    }
    while (fifo.size > 0) given.push(fifo.shift())
    expect(given).toEqual(Array.from({ length: 10_000 }, (_, n) => n))
  })

  it('is empty when it is empty', () => {
    const fifo = new Fifo<string>()
    expect([fifo.size, fifo.peek(), fifo.shift(), fifo.size]).toEqual([0, undefined, undefined, 0])
    fifo.push('a')
    expect([fifo.peek(), fifo.shift(), fifo.size]).toEqual(['a', 'a', 0])
  })
})
