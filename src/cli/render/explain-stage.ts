import type { ChalkInstance } from 'chalk'
import type { TapEvent } from '../../core/events.ts'
import { displayPath, mapSite } from '../../closure/source-map.ts'

/** A function's id begins with its file, in whose path any letter may stand. */
const PLACE = /(?<=[(,])(?![)#])(.+?):(\d+):(\d+)#/g

/** Raw positions in a stage's shape as places in the user's files. */
const placed = (shape: string): string =>
  shape
    .replaceAll(PLACE, (_, file: string, line: string, column: string) => {
      const site = mapSite({ file, line: Number(line), column: Number(column) })
      return `${displayPath(site.file)}:${site.line} `
    })
    .replaceAll(/\b(map|filter|flatMap)\.(element|key|value)/g, (_, op: string, side: string) =>
      side === 'element' ? op : `${op} on the ${side}`,
    )

/** Breaks the generated line at its statements, so that a person can read it. */
const laidOut = (text: string): string => {
  let depth = 1
  return text
    .split('\n')
    .map((line) => {
      let out = ''
      for (const letter of line) {
        if (letter === '}') depth = Math.max(1, depth - 1)
        out += letter === '}' ? `\n${'  '.repeat(depth)}}` : letter
        if (letter === '{') depth++
        if (letter === '{' || letter === ';') out += `\n${'  '.repeat(depth)}`
      }
      return `  ${out}`
    })
    .join('\n')
    .replaceAll(/\n\s*\n/g, '\n')
}

/** A fused stage for `--explain`: its operators with their places, and the code that was generated for it. */
export const explainStage = (
  { name, shape, text }: Extract<TapEvent, { type: 'StageCompiled' }>,
  color: ChalkInstance,
): string => `${color.bold(name)}  ${placed(shape)}\n${color.dim(laidOut(text))}`
