import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { Command } from 'commander'
import { beforeAll, describe, expect, it } from 'vitest'

import { registerExplain } from '../../src/cli/commands/explain.ts'
import { registerNc } from '../../src/cli/commands/nc.ts'
import { catalogue } from '../../src/core/errors/index.ts'
import type { TapError } from '../../src/core/errors/tap-error.ts'
import { TAP101 } from '../../src/core/errors/tap101.ts'
import { TAP102 } from '../../src/core/errors/tap102.ts'
import { TAP103 } from '../../src/core/errors/tap103.ts'
import { TAP104 } from '../../src/core/errors/tap104.ts'
import { TAP105 } from '../../src/core/errors/tap105.ts'
import { TAP108 } from '../../src/core/errors/tap108.ts'
import { TAP109 } from '../../src/core/errors/tap109.ts'
import { TAP110 } from '../../src/core/errors/tap110.ts'
import { TAP111 } from '../../src/core/errors/tap111.ts'
import { TAP112 } from '../../src/core/errors/tap112.ts'
import { TAP115 } from '../../src/core/errors/tap115.ts'
import { TAP209 } from '../../src/core/errors/tap209.ts'
import { TAP210 } from '../../src/core/errors/tap210.ts'
import { TAP401 } from '../../src/core/errors/tap401.ts'
import { TAP402 } from '../../src/core/errors/tap402.ts'
import { TAP403 } from '../../src/core/errors/tap403.ts'
import { TAP405 } from '../../src/core/errors/tap405.ts'
import { TAP406 } from '../../src/core/errors/tap406.ts'
import { TAP407 } from '../../src/core/errors/tap407.ts'
import { TAP408 } from '../../src/core/errors/tap408.ts'
import { TAP410 } from '../../src/core/errors/tap410.ts'
import { TAP409 } from '../../src/core/errors/tap409.ts'
import { TAP411 } from '../../src/core/errors/tap411.ts'
import { TAP412 } from '../../src/core/errors/tap412.ts'
import { TAP501 } from '../../src/core/errors/tap501.ts'
import { TAP503 } from '../../src/core/errors/tap503.ts'
import { TAP504 } from '../../src/core/errors/tap504.ts'
import { TAP506 } from '../../src/core/errors/tap506.ts'
import { TAP508 } from '../../src/core/errors/tap508.ts'
import { TAP509 } from '../../src/core/errors/tap509.ts'
import { TAP511 } from '../../src/core/errors/tap511.ts'
import { TAP515 } from '../../src/core/errors/tap515.ts'

// In a Fix, what can be pasted stands between three spaces. Each is pasted here into a job, where it is meant to go,
// and all jobs are type-checked at once against the public types.

const ROOT = resolve(import.meta.dirname, '../..')

const fixOf = (error: TapError): string => error.text.fix ?? ''

/** What can be pasted; a Fix that is code from its first letter is one piece. */
const pieces = (fix: string): readonly string[] => {
  const parts = fix.split(/ {3}/)
  return parts.length === 1 ? parts : parts.filter((_, i) => i % 2 === 1)
}

const JOB = `
import { Milliseconds, SparkContext, type State, StateSpec, StreamingContext } from 'tapstream'
import { StorageLevel } from 'tapstream'
const sc = new SparkContext('local[2]', 'fixes')
const ssc = new StreamingContext(sc, 1)
const lines = ssc.socketTextStream('localhost', 9999)
const words = lines.flatMap(line => line.split(' '))
const counts = words.map(word => [word, 1]).reduceByKey((a, b) => a + b)
const stream = counts
const rdd = sc.parallelize(['a', 'b'])
const seen = sc.accumulator(0)
`

type Program = (pasted: readonly string[]) => string

const inside: Program = ([code]) => `export const inside = async () => { ${code} }`
const start = 'ssc.start()'

const RECEIVER = (type: string): string =>
  `import { Receiver } from 'tapstream'\nclass Own extends Receiver<${type}> { onStop() {}`

const { right: _, ...WITHOUT_INVERSE } = TAP403.example

const cases: readonly (readonly [TapError, Program])[] = [
  [TAP101(TAP101.example), ([code]) => `${code}\n${start}`],
  [TAP102(TAP102.example), ([code]) => `counts.pprint()\n${code}`],
  [TAP103(TAP103.example), ([code]) => `counts.pprint()\n${code}`],
  [
    TAP103({ ...TAP103.example, state: 'stopped' }),
    ([code]) => `${code}\nnext.socketTextStream('localhost', 1)`,
  ],
  [
    TAP104(TAP104.example),
    ([code]) => `${code}\nconst other = new StreamingContext(sc, 1)\nother.start()`,
  ],
  [TAP104({ ...TAP104.example, reason: 'stopped' }), ([code]) => `${code}\nnext.start()`],
  [TAP105(TAP105.example), ([code]) => `${code}\n${start}`],
  [TAP108(TAP108.example), ([name]) => `await ssc.stop({ ${name}: false })`],
  [TAP109(TAP109.example), () => 'words.map(word => word.toUpperCase()).pprint()'],
  [
    TAP110(TAP110.example),
    ([stop, make]) => `${stop}\n${make}\nawait next.parallelize([1]).count()`,
  ],
  [TAP111(TAP111.example), ([code]) => `counts.cache()\n${code}`],
  [
    TAP112(TAP112.example),
    ([code]) => `ssc.addStreamingListener({ onBatchCompleted: () => void ${code} })`,
  ],
  [TAP115(TAP115.example), ([code]) => code!],
  [TAP209(TAP209.example), ([code]) => code!],
  [
    TAP210(TAP210.example),
    ([code]) => `${RECEIVER('string')} onStart() { ${code} this.store('a') } }`,
  ],
  [
    TAP210({ ...TAP210.example, state: 'not started' }),
    ([code]) =>
      `${RECEIVER('string')} onStart() { this.store('a') } }\nconst receiver = new Own()\n${code}.pprint()`,
  ],
  [
    TAP401(TAP401.example),
    ([fix]) => [...fix!.matchAll(/\d+/g)].map(([n]) => `lines.window(${n}, ${n})`).join('\n'),
  ],
  [TAP402(TAP402.example), ([code]) => `words${code}.reduceByKey((a, b) => a + b).pprint()`],
  [
    TAP403(TAP403.example),
    ([inverse]) => `
ssc.checkpoint('checkpoint')
counts.reduceByKeyAndWindow((a, b) => a + b, ${inverse}, 30, 10).pprint()`,
  ],
  [
    TAP403({ ...WITHOUT_INVERSE, law: 'inverse' }),
    ([code]) => `words.map(word => [word, 1])${code}.pprint()`,
  ],
  [
    TAP403({ ...WITHOUT_INVERSE, law: 'associative' }),
    ([code]) => `words.map(word => [word, 1])${code}.pprint()`,
  ],
  [
    TAP405(TAP405.example),
    ([fix]) =>
      [...fix!.matchAll(/Milliseconds\(\d+\)|'.*?'|[\d.]+(?=[,)])/g)]
        .map(([value]) => `lines.window(${value})`)
        .join('\n'),
  ],
  [
    TAP406(TAP406.example),
    ([code]) => code!.replace('…', 'await rdd.collect()').replace('((rdd', '(async (rdd'),
  ],
  [TAP511(TAP511.example), ([code]) => `${code}`],
  [TAP407(TAP407.example), () => 'lines.union(words).pprint()'],
  [
    TAP408(TAP408.example),
    ([code]) => `words.map(id => ({ id }))${code}.reduceByKey((a, b) => a + b).pprint()`,
  ],
  [TAP410(TAP410.example), ([code]) => `await rdd${code}.collect()`],
  [
    TAP409(TAP409.example),
    ([code]) => `
const f = (_k: string, _v: number | undefined, state: State<number>) => {
  ${code!.replace('…', 'return state.get()')}
  return 0
}
words.map(word => [word, 1]).mapWithState(StateSpec.function(f)).pprint()`,
  ],
  [TAP411(TAP411.example), ([code]) => code!],
  [TAP412(TAP412.example), ([code]) => `{ const words = sc.broadcast(['the'])\n${code} }`],
  [TAP501(TAP501.example), ([code]) => `lines.map(user => ({ user }))${code}.pprint()`],
  [TAP503(TAP503.example), ([code]) => `words${code}.pprint()`],
  [TAP503({ ...TAP503.example, operator: 'map' }), ([code]) => `words${code}.pprint()`],
  [TAP503({ ...TAP503.example, operator: 'flatMap' }), ([code]) => `lines${code}.pprint()`],
  [TAP503({ ...TAP503.example, operator: 'reduce' }), ([code]) => code!],
  [TAP504(TAP504.example), ([code]) => code!],
  [TAP506(TAP506.example), ([code]) => `lines${code}.pprint()`],
  [TAP506({ ...TAP506.example, operator: 'mapPartitions' }), ([code]) => `lines${code}.pprint()`],
  [TAP506({ ...TAP506.example, operator: 'transform' }), ([code]) => `lines${code}.pprint()`],
  [
    TAP506({ ...TAP506.example, operator: 'updateStateByKey' }),
    ([code]) => `words.map(word => [word, 1])${code}.pprint()`,
  ],
  [TAP508(TAP508.example), ([code]) => `lines${code}.pprint()`],
  [TAP509(TAP509.example), inside],
  [TAP515(TAP515.example), inside],
]

/** The checker's complaints, each behind the number of the case it belongs to. */
const typeCheck = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tap fixes # 100% è '))
  try {
    mkdirSync(join(folder, 'jobs'))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    for (const [i, [error, program]] of cases.entries()) {
      const text = `${JOB}\n${program(pieces(fixOf(error)))}\n`
      writeFileSync(join(folder, 'jobs', `case-${i}-${error.code}.ts`), text)
    }
    const config = {
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { typeRoots: [join(ROOT, 'node_modules/@types')] },
      include: ['jobs'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
    return spawnSync(process.execPath, [tsc, '-p', folder, '--noEmit', '--pretty', 'false'], {
      encoding: 'utf8',
      cwd: folder,
    }).stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('what a Fix says to paste', () => {
  let complaints = ''

  beforeAll(() => {
    complaints = typeCheck()
  }, 60_000)

  it.each(cases.map(([error], i) => [error.code, fixOf(error), i] as const))(
    '%s: %s',
    (code, _, i) => {
      const own = complaints.split('\n').filter((line) => line.includes(`case-${i}-${code}.ts`))
      expect(own).toEqual([])
    },
  )

  it('is checked without another complaint', () => {
    expect(complaints).toBe('')
  })

  it('is checked for every code that has some', () => {
    const pasted = catalogue.filter((entry) => / {3}(?!tap |TAP_)/.test(fixOf(entry.example())))
    const checked = new Set(cases.map(([error]) => error.code))
    expect(pasted.map((entry) => entry.code).filter((code) => !checked.has(code))).toEqual([])
  })
})

/** Command lines that a Fix names: those of registered commands are parsed with their options. */
const KNOWN = ['run', 'nc', 'demo', 'jobs', 'explain', 'checkpoint']

const accepts = (line: string): boolean => {
  const [, name = '', ...words] = line.split(' ')
  const program = new Command('tap').exitOverride().configureOutput({ writeErr: () => {} })
  registerNc(program)
  registerExplain(program)
  const command = program.commands.find((one) => one.name() === name)
  if (command === undefined) return KNOWN.includes(name)
  let reached = false
  command.exitOverride().action(() => void (reached = true))
  try {
    program.parse([name, ...words], { from: 'user' })
  } catch {
    return false
  }
  return reached
}

describe('a command that a Fix names', () => {
  const commands = catalogue.flatMap((entry) =>
    [...(fixOf(entry.example()).match(/\btap [a-z]+( (?!or\b)[^\s,;]+)*/g) ?? [])].map(
      (line) => [entry.code, line] as const,
    ),
  )

  it.each(commands)('%s: %s', (_, line) => {
    expect(accepts(line)).toBe(true)
  })

  it('would not pass if it did not exist', () => {
    expect(['tap stop 9999', 'tap nc --loop', 'tap nc', 'tap explain a b'].map(accepts)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
