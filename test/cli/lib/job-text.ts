interface JobParts {
  /** Seconds between batches. Default 1. */
  readonly interval?: number
  /** Imported besides the two contexts. */
  readonly imports?: string
}

/** The lines before the streams of a job made by `jobText`. */
export const HEAD = 4

/** A job whose streams are defined by `streams`, from line 5 on, with `sc` and `ssc` at hand; it starts and waits. */
export const jobText = (
  streams: string,
  { interval = 1, imports = '' }: JobParts = {},
): string => `import { ${imports === '' ? '' : `${imports}, `}SparkContext, StreamingContext } from 'tapstream'

const sc = new SparkContext('local[2]', 'Test')
const ssc = new StreamingContext(sc, ${interval})
${streams}
ssc.start()
await ssc.awaitTermination()
`
