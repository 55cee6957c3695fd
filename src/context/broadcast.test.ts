import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SparkContext } from './index.ts'

const code = (value: string): unknown => expect.objectContaining({ code: value })

describe('a broadcast variable', () => {
  let sc: SparkContext
  beforeAll(() => {
    sc = new SparkContext('local[2]', 'broadcast')
  })
  afterAll(() => sc.stop())

  it('has its value in tasks and on the driver, also after unpersist', async () => {
    const stop = sc.broadcast(new Set(['the']))
    stop.unpersist()
    const kept = sc.parallelize(['the', 'end']).filter((word) => !stop.value.has(word))
    expect(await kept.collect()).toEqual(['end'])
    expect([...stop.value]).toEqual(['the'])
  })

  it('has an id of its own', () => {
    const [a, b] = [sc.broadcast(1), sc.broadcast(1)]
    expect(b.id).toBe(a.id + 1)
    expect(String(b)).toBe(`Broadcast(${b.id})`)
  })

  it('is refused after destroy, in tasks too, with both places', async () => {
    const gone = sc.broadcast([1])
    gone.destroy()
    expect(() => gone.value).toThrow(code('TAP412'))
    expect(() => gone.unpersist()).toThrow(code('TAP412'))
    expect(() => gone.destroy()).toThrow(code('TAP412'))
    await expect(
      sc
        .parallelize([1])
        .map(() => gone.value[0]!)
        .collect(),
    ).rejects.toEqual(
      expect.objectContaining({
        code: 'TAP412',
        message: expect.stringContaining('destroyed') as string,
      }),
    )
  })

  it('is no RDD, and cannot be made after the stop', async () => {
    expect(() => sc.broadcast(sc.parallelize([1]))).toThrow(/collected first/)
    await sc.stop()
    expect(() => sc.broadcast(1)).toThrow(code('TAP110'))
  })
})
