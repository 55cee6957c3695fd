import { Time } from '../../core/time.ts'
import { span } from '../../core/errors/words.ts'
import type { recover } from '../../streaming/index.ts'

type Recovered = NonNullable<Awaited<ReturnType<typeof recover>>>

const plural = (n: number, word: string): string => `${n} ${n === 1 ? word : `${word}s`}`

const lengthOf = (columns: readonly { readonly keys: readonly unknown[] }[]): number =>
  columns.reduce((sum, { keys }) => sum + keys.length, 0)

/** What `tap checkpoint show` prints. */
export const checkpointText = ({
  head,
  completed,
  pending,
  streams,
  sources,
}: Recovered): string => {
  const operators = head.operators.map(({ name, identity }) => {
    const times = [...(streams.get(identity)?.values() ?? [])]
    const keys = plural(lengthOf(times.at(-1) ?? []), 'key')
    const many = times.length > 1 ? `, ${times.length} batches` : ''
    return `  ${name} (${times.length === 0 ? 'nothing yet' : keys + many})   ${identity}`
  })
  const inputs = head.inputs.map(({ name }, i) => {
    const known = sources[i] === undefined ? 'cannot be asked again' : 'goes on where it was'
    return `  ${name} (${known})`
  })
  const last = completed > head.zeroTime ? new Time(completed).format() : 'none'
  return [
    `format ${head.format}, batches of ${span(head.interval)}`,
    `last batch   ${last}`,
    `under way    ${pending.map((time) => new Time(time).format()).join(', ') || 'none'}`,
    'inputs',
    ...(inputs.length === 0 ? ['  none'] : inputs),
    'operators',
    ...(operators.length === 0 ? ['  none'] : operators),
    '',
  ].join('\n')
}
