import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { benchFile, outFile } from './paths.mjs'

const compiler = process.env.CC ?? 'cc'
let saidSkipped = false

/**
 * The compiled form of `bench/c/<name>.c`, or `undefined` on a machine without a C compiler (said once): then only the
 * other ratios are measured. Tuned for this machine's processor where the compiler knows how.
 */
export const compileC = (name) => {
  const source = benchFile('c', `${name}.c`)
  const program = outFile(name)
  if (isFresh(program)) return program
  const tuned = compile(['-O3', '-march=native'], source, program)
  if (tuned.error?.code === 'ENOENT') return sayOnce('C: skipped (no cc)')
  if (tuned.status === 0) return program
  const plain = compile(['-O3'], source, program)
  if (plain.status === 0) return program
  throw new Error(`${compiler} could not compile ${source}:\n${plain.stderr}`)
}

const compile = (flags, source, program) =>
  spawnSync(compiler, [...flags, '-Wall', '-Wextra', '-o', program, source], { encoding: 'utf8' })

/** Headers count too: any newer file of bench/c means compiling again. */
const isFresh = (program) => {
  if (!existsSync(program)) return false
  const made = statSync(program).mtimeMs
  return readdirSync(benchFile('c')).every((name) => statSync(benchFile('c', name)).mtimeMs < made)
}

const sayOnce = (text) => {
  if (!saidSkipped) console.log(text)
  saidSkipped = true
  return undefined
}
