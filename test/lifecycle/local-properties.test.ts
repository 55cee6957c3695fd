import { describe, expect, it } from 'vitest'
import { counting, stopAfterEach, streams } from './streams.ts'

stopAfterEach()

describe('the batches of a stream', () => {
  it('have the local properties of start(), but no job group, and see no later ones', async () => {
    const { sc, ssc, clock } = streams()
    const seen: unknown[] = []
    const look = (): void =>
      void seen.push([
        sc.getLocalProperty('team'),
        sc.getLocalProperty('spark.jobGroup.id'),
        sc.getLocalProperty('spark.job.description'),
      ])
    counting(ssc)
      .transform((rdd) => (look(), rdd))
      .foreachRDD(async () => {
        look()
        await Promise.resolve()
        sc.setLocalProperty('team', 'of one output')
      })
    sc.setLocalProperty('team', 'lab')
    sc.setJobGroup('caller', 'of the caller')
    ssc.start()
    sc.setLocalProperty('team', 'later')
    await clock.advance(2)
    expect(seen).toEqual(Array.from({ length: 4 }, () => ['lab', undefined, undefined]))
    expect(sc.getLocalProperty('team')).toBe('later')
  })

  it('have none when nobody set one before the start', async () => {
    const { sc, ssc, clock } = streams()
    const seen: unknown[] = []
    counting(ssc).foreachRDD(() => void seen.push(sc.getLocalProperty('team')))
    ssc.start()
    sc.setLocalProperty('team', 'later')
    await clock.advance(1)
    expect(seen).toEqual([undefined])
  })
})

describe('an output operation', () => {
  it.each(['nobody', 'the program'])(
    'keeps what it sets to itself, when %s has set something before',
    async (who) => {
      const { sc, ssc, clock } = streams()
      if (who === 'the program') sc.setLocalProperty('team', 'lab')
      const seen: unknown[] = []
      const numbers = counting(ssc)
      numbers.foreachRDD(() => sc.setLocalProperty('team', 'mine'))
      numbers.foreachRDD(() => void seen.push(sc.getLocalProperty('team')))
      ssc.start()
      await clock.advance(2)
      const outside = who === 'nobody' ? undefined : 'lab'
      expect([...seen, sc.getLocalProperty('team')]).toEqual([outside, outside, outside])
    },
  )
})

describe('a job of a batch that is cancelled', () => {
  it('fails its output operation; the next batch runs', async () => {
    const { sc, ssc, clock } = streams()
    const seen: number[] = []
    counting(ssc).foreachRDD(async (rdd) => {
      const counted = rdd.count()
      if (seen.length === 0) sc.cancelAllJobs()
      seen.push(-1)
      seen.push(await counted)
    })
    ssc.start()
    const failed = ssc.awaitTermination().catch((error: unknown) => error)
    await clock.advance(1)
    expect(await failed).toMatchObject({ code: 'TAP515' })
    await clock.advance(1)
    expect(seen).toEqual([-1, -1, 1])
  })
})
