#!/usr/bin/env node
/**
 * Everything that must hold, on a fresh checkout too: install, build, format, lint, layers, unused code, package, types, tests.
 * The last line is `N passed, N failed`; each check counts as one test. Every step runs, whatever the one before found.
 *
 *     scripts/test [--only lint|types|unit] [arguments of vitest…]
 */
import { build } from './build.mjs'
import { addCounts, NOTHING, outcome, sentence } from './checks/counts.mjs'
import { runVitest } from './checks/run-vitest.mjs'
import { install } from './install.mjs'
import { inRoot } from './lib/root.mjs'
import { captureNode, toolPath } from './lib/run.mjs'

const GROUPS = ['lint', 'types', 'unit']

const tool = (name, ...args) => ({ file: toolPath(name), args })

const CHECKS = [
  { group: 'lint', name: 'format', ...tool('oxfmt', '--check') },
  { group: 'lint', name: 'lint', ...tool('oxlint', '--type-aware', '--deny-warnings') },
  { group: 'lint', name: 'layers', file: inRoot('scripts/layers.mjs'), args: [] },
  { group: 'lint', name: 'unused code', ...tool('knip', '--no-progress') },
  { group: 'lint', name: 'package', ...tool('publint', '--strict') },
  { group: 'types', name: 'types', ...tool('tsc', '-p', '.', '--noEmit') },
]

const readArguments = (args) => {
  const [first, group, ...rest] = args
  if (first !== '--only') return { groups: GROUPS, rest: args }
  if (GROUPS.includes(group)) return { groups: [group], rest }
  console.error(`--only takes one of ${GROUPS.join(', ')}`)
  return process.exit(2)
}

/** Its own time is shown; what a check printed only when it failed. */
const check = async (name, run) => {
  const start = performance.now()
  const { ok, printed = '' } = await run()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (!ok && printed.trim() !== '') console.log(printed.trimEnd().replaceAll(/^/gm, '       '))
  return outcome(ok)
}

const runTool = async ({ file, args }) => {
  const { code, printed } = await captureNode(file, args)
  return { ok: code === 0, printed }
}

const { groups, rest } = readArguments(process.argv.slice(2))
const steps = [
  () => check('install', async () => ({ ok: await install() })),
  () => check('build', async () => ({ ok: await build() })),
  ...CHECKS.filter(({ group }) => groups.includes(group)).map(
    (tested) => () => check(tested.name, () => runTool(tested)),
  ),
]
if (groups.includes('unit')) steps.push(() => runVitest(rest))

let counts = NOTHING
for (const step of steps) counts = addCounts(counts, await step())
console.log(sentence(counts))
process.exitCode = counts.failed === 0 ? 0 : 1
