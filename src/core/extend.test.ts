import { describe, expect, it } from 'vitest'
import { extend } from './extend.ts'

// Types come by augmentation, which in one file is a merged declaration.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- what `extend` is for
interface Box {
  doubled(): number
  add(n: number): number
}
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- what `extend` is for
class Box {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }
}

extend(Box, {
  doubled(this: Box) {
    return this.value * 2
  },
  add(this: Box, n: number) {
    return this.doubled() + n
  },
})

describe('extend', () => {
  it('adds methods that see the instance and each other', () => {
    expect(new Box(3).doubled()).toBe(6)
    expect(new Box(3).add(1)).toBe(7)
  })

  it('adds methods as a class has them: not enumerable, replaceable', () => {
    expect(Object.keys(new Box(1))).toEqual(['value'])
    const names = []
    for (const name in new Box(1)) names.push(name)
    expect(names).toEqual(['value'])
    expect(Object.getOwnPropertyDescriptor(Box.prototype, 'doubled')).toMatchObject({
      enumerable: false,
      writable: true,
      configurable: true,
    })
  })

  it('lets a later part replace a method', () => {
    class Other extends Box {}
    extend(Other, { doubled: () => 0 })
    expect(new Other(3).doubled()).toBe(0)
    expect(new Box(3).doubled()).toBe(6)
  })
})
