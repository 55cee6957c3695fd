import { defineError, type CallSite } from './tap-error.ts'

interface Due {
  readonly due: string
  readonly fix: string
}

const ITERABLE = 'an array (or another iterable)'

const dueOf = (operator: string): Due => {
  if (operator.startsWith('transform'))
    return { due: 'an RDD', fix: '.transform(rdd => rdd.map(x => x))' }
  if (operator === 'updateStateByKey') {
    const entries = 'entries => [...entries].map(([key, values]) => [key, values.length])'
    return { due: ITERABLE, fix: `.updateStateByKey(${entries}, 2, true)` }
  }
  return operator.startsWith('mapPartitions')
    ? { due: ITERABLE, fix: '.mapPartitions(records => [...records])' }
    : { due: ITERABLE, fix: '.flatMap(line => [line])' }
}

export const TAP506 = defineError<{
  operator: string
  /** What came instead, with its kind: `undefined`, `the number 3`. */
  got: string
  site: CallSite | undefined
}>({
  code: 'TAP506',
  kind: 'job',
  title: 'a function returned the wrong kind of thing',
  more: 'flatMap and mapPartitions flatten what their function returns, so it must be an array, a generator, a Set or another iterable. The function of transform returns the RDD that stands for the batch.',
  text: ({ operator, got, site }) => {
    const { due, fix } = dueOf(operator)
    return {
      what: `The function in ${operator} must return ${due}, but returned ${got}.`,
      at: [['at', site]],
      ...(got === 'undefined'
        ? { cause: 'A function written with { } returns nothing unless it says return.' }
        : {}),
      fix: `for example:   ${fix}`,
    }
  },
  example: {
    operator: 'flatMap',
    got: 'undefined',
    site: { file: 'wc.ts', line: 9, column: 21 },
  },
})
