/**
 * What the types cost: `tsc` checks a pipeline of ten steps, whose types are all inferred, in at most 0.3 s more than an
 * empty file of the same project. It reads the declarations of the built package, as a user's does.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from '../scripts/build.mjs'
import { difference } from './lib/difference.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile, outFile } from './lib/paths.mjs'
import { runNode } from './lib/process.mjs'
import { exitCode } from './lib/results.mjs'

const PIPELINE = `import { SparkContext, StreamingContext } from 'tapstream'

const sc = new SparkContext('local[2]', 'Types')
const ssc = new StreamingContext(sc, 1)
const lines = ssc.socketTextStream('localhost', 9999)
const top = lines
  .flatMap((line) => line.split(' '))
  .filter((word) => word !== '')
  .map((word) => [word.toLowerCase(), [word.length, 1]])
  .reduceByKey((a, b) => [a[0] + b[0], a[1] + b[1]])
  .mapValues(([letters, n]) => ({ mean: letters / n, n }))
  .filter(([, { n }]) => n > 1)
  .flatMapValues(({ mean, n }) => [mean, n])
  .groupByKey()
  .mapValues((numbers) => numbers.reduce((a, b) => a + b, 0))
  .map(([word, sum]) => \`\${word.padEnd(10)} \${sum.toFixed(2)}\`)
top.pprint()
ssc.start()
await ssc.awaitTermination()
`

const options = readOptions()
if (!(await build())) process.exit(1)

const tsc = benchFile('..', 'node_modules', 'typescript', 'bin', 'tsc')

const projectOf = (name, text) => {
  const folder = outFile('types', name)
  mkdirSync(folder, { recursive: true })
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [benchFile('..', 'node_modules', '@types')],
    paths: { tapstream: [benchFile('..', 'dist', 'types', 'index.d.ts')] },
  }
  const json = (file, content) => writeFileSync(join(folder, file), JSON.stringify(content))
  json('package.json', { type: 'module' })
  json('tsconfig.json', { compilerOptions, files: ['job.ts'] })
  writeFileSync(join(folder, 'job.ts'), text)
  return folder
}

const checking = (name, text) => {
  const folder = projectOf(name, text)
  return {
    name,
    run: async () => ({ seconds: (await runNode(tsc, ['-p', folder])).wallMs / 1000 }),
  }
}

const figure = {
  bench: 'types',
  line: 'a pipeline of ten steps − an empty file',
  unit: 's',
  by: 'seconds',
  subject: checking('ten steps', PIPELINE),
  reference: checking('empty', 'export {}\n'),
  atMost: 0.3,
}
await difference(figure, options)
process.exitCode = exitCode()
