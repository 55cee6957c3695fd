import { span } from '../../core/errors/words.ts'
import type { Millis } from '../../core/duration.ts'
import type { Graph } from '../graph/graph.ts'
import type { Intake } from '../input/intake.ts'
import type { Recovered } from './recovered.ts'

const keysIn = (recovered: Recovered, identity: string): string => {
  const times = recovered.streams.get(identity)
  const newest = times === undefined ? undefined : [...times].at(-1)?.[1]
  const keys = newest?.reduce((sum, columns) => sum + columns.keys.length, 0) ?? 0
  return keys === 1 ? '1 key' : `${keys} keys`
}

/** What a checkpoint has and the program has not, and the other way round; `kept` lines only beside others. */
export const differences = (
  recovered: Recovered,
  graph: Graph,
  intakes: readonly Intake[],
  interval: Millis,
): readonly string[] => {
  const { head } = recovered
  const now = new Map(graph.saved.map(({ identity, saved }) => [identity, saved!.shape]))
  const before = new Set(head.operators.map(({ identity }) => identity))
  const kept = head.operators.filter(({ identity, shape }) => now.get(identity) === shape)
  const other = head.operators.filter(
    ({ identity, shape }) => now.has(identity) && now.get(identity) !== shape,
  )
  const gone = head.operators.filter(({ identity }) => !now.has(identity))
  const fresh = graph.saved.filter(({ identity }) => !before.has(identity))
  const [was, are] = [head.inputs.map(({ name }) => name), intakes.map(({ source }) => source.name)]
  const lines = [
    ...(head.interval === interval
      ? []
      : [`changed batch interval: ${span(head.interval)}, now ${span(interval)}`]),
    ...other.map(
      ({ name, identity, shape }) => `changed ${name}: ${shape}, now ${now.get(identity)}`,
    ),
    ...gone.map(({ name, identity }) => `gone    ${name} (${keysIn(recovered, identity)})`),
    ...fresh.map(({ name }) => `new     ${name}`),
    ...(was.join() === are.join()
      ? []
      : [`changed inputs: ${was.join(', ') || 'none'}; now ${are.join(', ') || 'none'}`]),
  ]
  if (lines.length === 0) return []
  return [
    ...kept.map(({ name, identity }) => `kept    ${name} (${keysIn(recovered, identity)})`),
    ...lines,
  ]
}
