import { defineError } from './tap-error.ts'

export const TAP406 = defineError<{ name: string; of: 'time' | 'rdd' }>({
  code: 'TAP406',
  kind: 'program',
  title: 'the batch time was used as an RDD',
  more: 'foreachRDD and transform call their function with (rdd, time). Python calls it with (time, rdd), so ported scripts often have the two swapped.',
  text: ({ name, of }) => ({
    what:
      of === 'time'
        ? `.${name} was asked of the batch time, which is not an RDD: the two arguments are swapped.`
        : `.${name} was asked of the RDD, which is not the batch time: the two arguments are swapped.`,
    cause:
      'The function of foreachRDD and transform is called with (rdd, time); in Python it is (time, rdd).',
    fix: 'stream.foreachRDD((rdd, time) => { … })',
  }),
  example: { name: 'collect', of: 'time' },
})
