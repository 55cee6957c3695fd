import { defineError, type CallSite } from './tap-error.ts'

const AWAITING: Readonly<Record<string, string>> = {
  map: '.mapAsync(async word => word.length)',
  flatMap: ".flatMapAsync(async line => line.split(' '))",
  filter: '.filterAsync(async word => word.length > 1)',
}

const fixOf = (operator: string): string =>
  operator in AWAITING
    ? `take async away; or let it be waited for:   ${AWAITING[operator]}`
    : 'take async away; or await in an output operation:   stream.foreachRDD(async rdd => { const records = await rdd.collect() })'

export const TAP503 = defineError<{ operator: string; site: CallSite | undefined }>({
  code: 'TAP503',
  kind: 'job',
  title: 'a promise where a value is needed',
  more: 'Transformations call their function once for each record and use the value at once. mapAsync, flatMapAsync and filterAsync wait for promises, several at a time; so do foreachRDD and foreachPartition.',
  text: ({ operator, site }) => ({
    what: `The function in ${operator} returns a Promise${operator === 'filter' ? ', which always counts as true' : ''}; ${operator} does not wait for it.`,
    at: [['at', site]],
    cause: `A function marked async returns a Promise.`,
    fix: fixOf(operator),
  }),
  example: { operator: 'filter', site: { file: 'app.ts', line: 13, column: 10 } },
})
