import { inspect } from 'node:util'
import parse from 'yargs-parser'

/** The job's own words and options, as yargs-parser reads them. */
export interface JobArguments {
  /** Words that belong to no option. */
  readonly _: readonly (string | number)[]
  readonly [name: string]: unknown
}

let words: readonly string[] | undefined
let parsed: JobArguments | undefined

/** The command line gives the job's words here; under plain `node` they are those of the process. */
export const giveArguments = (given: readonly string[]): void => {
  words = given
  parsed = undefined
}

const read = (): JobArguments => {
  parsed ??= parse([...(words ?? process.argv.slice(2))]) as JobArguments
  return parsed
}

/** What console.log looks at, which does not ask a proxy. */
const whole = { [inspect.custom]: (): JobArguments => read() }

/**
 * What was typed after the job's name: `args._` are the words, `args.host` the option `--host`.
 * @example
 * // tap run job.ts localhost --port 9999
 * const [host] = args._        // 'localhost'
 * const port = args.port       // 9999
 */
export const args: JobArguments = new Proxy(whole as unknown as JobArguments, {
  get: (_, name) => Reflect.get(read(), name),
  has: (_, name) => Reflect.has(read(), name),
  ownKeys: () => Reflect.ownKeys(read()),
  getOwnPropertyDescriptor: (_, name) => ({
    ...Object.getOwnPropertyDescriptor(read(), name),
    configurable: true,
  }),
})
