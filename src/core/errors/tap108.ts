import { defineError, type CallSite } from './tap-error.ts'
import { either } from './words.ts'

const advice = (nearest: string | undefined, known: readonly string[]): string => {
  if (nearest !== undefined) return `write   ${nearest}`
  return known.length === 0 ? 'leave it out' : `write ${either(known)}`
}

export const TAP108 = defineError<{
  method: string
  name: string
  nearest: string | undefined
  known: readonly string[]
  site: CallSite | undefined
}>({
  code: 'TAP108',
  kind: 'program',
  title: 'an unknown name among the options',
  more: 'Optional arguments may be given by name, in one last plain object with the names that PySpark uses. A name that is not known is refused: an option that is accepted and ignored would be worse than an error.',
  text: ({ method, name, nearest, known, site }) => ({
    what: `${method} has no option ${JSON.stringify(name)}.`,
    at: [['at', site]],
    seen: [known.length === 0 ? 'It takes no options by name.' : `Known: ${known.join(', ')}`],
    fix: advice(nearest, known),
  }),
  example: {
    method: 'stop',
    name: 'stopSparkCtx',
    nearest: 'stopSparkContext',
    known: ['stopSparkContext', 'stopGracefully'],
    site: { file: 'app.ts', line: 31, column: 11 },
  },
})
