import type { OutputNode } from '../graph/stream-node.ts'
import type { Intake } from '../input/intake.ts'

interface Chain {
  /** Whether there is a checkpoint directory, and whether what sources gave is written down first. */
  readonly checkpoint: boolean
  readonly writeAhead: boolean
  readonly intakes: readonly Intake[]
  readonly outputs: readonly OutputNode[]
}

const listed = (names: readonly string[]): string => [...new Set(names)].join(', ')

const sourceLine = ({ checkpoint, writeAhead, intakes }: Chain): string => {
  if (intakes.length === 0) return 'nothing is received'
  if (!checkpoint)
    return `${listed(intakes.map(({ source }) => source.name))} at most once: no checkpoint directory`
  const once = intakes.filter(({ source }) => source.save !== undefined || writeAhead)
  const most = intakes.filter((intake) => !once.includes(intake))
  return [
    ...(once.length === 0 ? [] : [`${listed(once.map(({ source }) => source.name))} exactly once`]),
    ...(most.length === 0
      ? []
      : [
          `${listed(most.map(({ source }) => source.name))} at most once: it cannot be asked again`,
        ]),
  ].join('; ')
}

const outputLine = ({ checkpoint, outputs }: Chain): string => {
  const times = checkpoint ? 'at least once, with the batch time as key' : 'once'
  const files = outputs.filter(({ name }) => name.startsWith('saveAs'))
  const others = outputs.filter((output) => !files.includes(output))
  return [
    ...(files.length === 0 ? [] : [`${listed(files.map(({ name }) => name))} exactly once`]),
    ...(others.length === 0 ? [] : [`${listed(others.map(({ name }) => name))} ${times}`]),
  ].join('; ')
}

/** What a job's sources and outputs are worth when the process dies, in two lines. */
export const guaranteesOf = (chain: Chain): readonly [sources: string, outputs: string] => [
  `Into states and windows: ${sourceLine(chain)}.`,
  `Out: ${outputLine(chain)}.`,
]
