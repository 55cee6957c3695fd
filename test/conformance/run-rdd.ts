import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { SparkConf, SparkContext } from '../../src/index.ts'
import { argumentValue, type Scope } from './arguments.ts'
import { call } from './call.ts'
import { filesIn, withFolder } from './folder.ts'
import type { RddProgram, SaveProgram, TextDirProgram, TextFileProgram } from './format.ts'
import { decode } from './values.ts'

const withContext = async <T>(
  use: (sc: SparkContext) => Promise<T>,
  conf: Readonly<Record<string, string>> = {},
): Promise<T> => {
  const settings = new SparkConf().setMaster('local[2]').setAppName('conformance')
  for (const [key, value] of Object.entries(conf)) settings.set(key, value)
  const sc = new SparkContext(settings)
  try {
    return await use(sc)
  } finally {
    await sc.stop()
  }
}

const runSteps = async (sc: SparkContext, program: RddProgram): Promise<unknown> => {
  const nodes = new Map<string, object>(
    program.rdds.map(({ id, data, slices }) => [id, sc.parallelize(data.map(decode), slices)]),
  )
  const scope: Scope = { sc, nodes }
  const apply = ({ on, op, args }: RddProgram['action']): unknown =>
    call(
      nodes.get(on)!,
      op,
      args.map((argument) => argumentValue(argument, scope)),
    )
  for (const { id, on, ...step } of program.program) {
    nodes.set(id, apply({ ...step, on: on! }) as object)
  }
  return await apply(program.action)
}

/** The value of a program's action; rejects when a call throws or the action fails. */
export const runRdd = (
  program: RddProgram,
  conf?: Readonly<Record<string, string>>,
): Promise<unknown> => withContext((sc) => runSteps(sc, program), conf)

export const runTextFile = ({ content, minPartitions }: TextFileProgram): Promise<unknown> =>
  withFolder(async (folder) => {
    const path = join(folder, 'lines.txt')
    await writeFile(path, content)
    return withContext((sc) => sc.textFile(path, minPartitions).collect())
  })

/** A path is that of the folder itself, a glob, or a comma list of such. */
const pathsBelow = (folder: string, path: string): string =>
  path
    .split(',')
    .map((part) => join(folder, part))
    .join(',')

const withBaseNames = (pairs: readonly (readonly [string, unknown])[]): unknown =>
  pairs.map(([path, text]) => [basename(path), text])

export const runTextDir = ({ files, op, path }: TextDirProgram): Promise<unknown> =>
  withFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    return withContext(async (sc) => {
      const rdd = call(sc, op, [pathsBelow(folder, path)]) as object
      const elements = await call(rdd, 'collect', [])
      return op === 'textFile' ? elements : withBaseNames(elements as [string, unknown][])
    })
  })

/** The files that a program leaves: name → text. */
export const runSave = ({ data, slices }: SaveProgram): Promise<Record<string, string>> =>
  withFolder(async (folder) => {
    const target = join(folder, 'out')
    await withContext(async (sc) => {
      await call(sc.parallelize(data.map(decode), slices), 'saveAsTextFile', [target])
    })
    return filesIn(target)
  })
