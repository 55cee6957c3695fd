import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../lib/root.mjs'
import { runCommand } from '../lib/run.mjs'
import { outcome } from './counts.mjs'
import { copyCheckout, isPlain } from './plain-copy.mjs'

/** Runs the tests on this terminal; resolves to their counts. */
export const runVitest = async (args) => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tapstream-test-'))
  process.once('exit', () => fs.rmSync(directory, { recursive: true, force: true }))
  const checkout = isPlain(root) ? root : copyCheckout(directory)
  const vitest = path.join(checkout, 'node_modules/vitest/vitest.mjs')
  const report = path.join(directory, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runCommand(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: checkout,
  })
  return countsOf(report, code)
}

/** A file that could not be loaded, and a run that failed without a failed test, count as one failed test each. */
const countsOf = (report, code) => {
  const json = readReport(report)
  if (json === undefined) return outcome(false)
  const notLoaded = json.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  const failed = json.numFailedTests + notLoaded
  return {
    passed: json.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: json.numPendingTests + json.numTodoTests,
  }
}

const readReport = (file) => {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
