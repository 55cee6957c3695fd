import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as tapstream from 'tapstream'
import * as testing from 'tapstream/testing'
import { makeFolder, remove } from '../cli/lib/folder.ts'
import { ROOT } from '../cli/lib/tap.ts'
import { type Example, examples, exportsOf } from './examples.ts'
import { programOf, runExample } from './run-example.ts'

// Every example of a public name passes the type check and runs; what it promises in a comment is what comes out.

const { DStream, RDD, SparkConf, SparkContext, StreamingContext } = tapstream
const OWNERS = { DStream, RDD, SparkConf, SparkContext, StreamingContext }

const ENTRIES = { tapstream: 'src/index.ts', 'tapstream/testing': 'src/testing/index.ts' }
const publicNames = new Set(Object.values(ENTRIES).flatMap(exportsOf))

/** Examples of what is exported, and of the members of exported classes and interfaces. */
const checked = examples.filter(({ owner, name }) => publicNames.has(owner ?? name))

const fileOf = ({ place }: Example): string => `${place.replaceAll(/[^\w.-]+/g, '-')}.ts`

const values = new Set([...Object.keys(tapstream), ...Object.keys(testing)])
const imported = (name: string): string => (values.has(name) ? name : `type ${name}`)

const typeCheck = (folder: string): string => {
  mkdirSync(join(folder, 'jobs'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const imports = Object.entries(ENTRIES)
    .map(
      ([name, entry]) => `import { ${exportsOf(entry).map(imported).join(', ')} } from '${name}'`,
    )
    .join('\n')
  for (const example of checked) {
    writeFileSync(join(folder, 'jobs', fileOf(example)), `${imports}\n${programOf(example)}\n`)
  }
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      typeRoots: [join(ROOT, 'node_modules/@types')],
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    include: [join(folder, 'jobs'), join(ROOT, 'src/core/node-buffer.d.ts')],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout
}

/** Of the formatter. */
const WIDTH = 100

describe('an example in the sources', () => {
  const folder = makeFolder()
  let complaints = ''

  beforeAll(() => {
    complaints = typeCheck(folder)
  }, 60_000)

  afterAll(() => remove(folder))

  it.each(checked)('$place of $name passes the type check', (example) => {
    const own = complaints.split('\n').filter((line) => line.includes(fileOf(example)))
    expect(own).toEqual([])
  })

  it.each(checked)('$place of $name runs and gives what it promises', runExample)

  it('is no wider than code', () => {
    const wide = checked.flatMap(({ text }) =>
      text.split('\n').filter((line) => line.length > WIDTH),
    )
    expect(wide).toEqual([])
  })
})

/** What is public for other packages and parts of this one, and not for jobs. */
const PARTS = new Set([
  'constructor',
  'toString',
  'addIntake',
  'addQueue',
  'checkOpen',
  'checkUnstarted',
  'checkActive',
  'jobStarted',
  'nextAccumulator',
  'sawData',
  'write',
  'sourcesStarted',
  'onChange',
  'addReader',
  'tookError',
])

/** Taken before an example adds methods of its own. */
const METHODS = Object.entries(OWNERS).map(([owner, { prototype }]) => {
  const members = Object.entries(Object.getOwnPropertyDescriptors(prototype))
  return [
    owner,
    members.flatMap(([name, { get, value }]) =>
      get === undefined && typeof value === 'function' && !PARTS.has(name) ? [name] : [],
    ),
  ] as const
})

describe('every public method has an example', () => {
  it.each(METHODS)('%s', (owner, methods) => {
    const shown = new Set(checked.filter((e) => e.owner === owner).map(({ name }) => name))
    expect(methods.filter((name) => !shown.has(name))).toEqual([])
  })
})
