import { defineError } from './tap-error.ts'

export const TAP702 = defineError<{
  name: string
  /** The known name that looks most like it. */
  nearest: string | undefined
}>({
  code: 'TAP702',
  kind: 'program',
  title: 'unknown configuration name',
  more: 'Known are the names of Spark 3.5 (capital letters count, as there) and those that begin with spark.tap. A name of Spark that has no meaning here is accepted and named once; a name that nobody knows is refused, because it would be ignored in silence.',
  text: ({ name, nearest }) => ({
    what: `There is no configuration ${JSON.stringify(name)}.`,
    ...(nearest === undefined
      ? { cause: 'It is a name neither of Spark 3.5 nor of tapstream (spark.tap.…).' }
      : {
          cause:
            nearest.toLowerCase() === name.toLowerCase()
              ? 'Capital letters count.'
              : `The nearest known name is ${nearest}.`,
        }),
    fix: nearest === undefined ? 'remove it' : `write ${nearest}`,
  }),
  example: { name: 'spark.streaming.blockinterval', nearest: 'spark.streaming.blockInterval' },
})
