import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inRoot } from './lib/root.mjs'

/** A copy of bin/ beside a command of our own. */
let home
let cache

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'täp # 50% '))
  cache = path.join(home, 'cache')
  fs.cpSync(inRoot('bin'), path.join(home, 'bin'), { recursive: true })
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

const writeCommand = (code) => {
  const sha256 = createHash('sha256').update(code).digest('hex')
  fs.mkdirSync(path.join(home, 'dist'), { recursive: true })
  fs.writeFileSync(path.join(home, 'dist/cli.cjs'), `${code}\n// ${sha256}\n`)
}

const tap = (args = [], { node = [], env = {} } = {}) => {
  const argv = [...node, path.join(home, 'bin/tap.js'), ...args]
  const started = spawnSync(process.execPath, argv, {
    env: { ...process.env, TAP_CACHE_DIR: cache, ...env },
  })
  return { code: started.status, out: String(started.stdout), err: String(started.stderr) }
}

const cached = () => fs.readdirSync(cache).toSorted()

describe('the loader', () => {
  it('gives the command what a module has, and import()', () => {
    writeCommand(`
$mport('node:os').then((os) => {
  console.log(typeof os.homedir, typeof require, exports === module.exports, __filename, __dirname)
})`)
    const file = path.join(fs.realpathSync(home), 'dist/cli.cjs')
    const expected = `function function true ${file} ${path.dirname(file)}\n`
    expect(tap()).toEqual({ code: 0, out: expected, err: '' })
    expect(tap()).toEqual({ code: 0, out: expected, err: '' })
  })

  it('keeps lines and columns', () => {
    writeCommand(`console.log(new Error('x').stack.split('\\n')[1])`)
    expect(tap().out).toMatch(/dist\/cli\.cjs:1:13\)?\n$/)
  })

  it('starts through a symbolic link and by the shell', () => {
    writeCommand(`console.log(process.argv.slice(2).join('|'))`)
    const links = path.join(home, 'links')
    fs.mkdirSync(links)
    for (const name of ['tap', 'tap.js']) {
      fs.symlinkSync(path.join(home, 'bin', name), path.join(links, name))
      const { stdout } = spawnSync(path.join(links, name), ['a b', '$c'], {
        env: { ...process.env, TAP_CACHE_DIR: cache },
      })
      expect(String(stdout)).toBe('a b|$c\n')
    }
  })

  it('says what to do when nothing is built', () => {
    const { code, out, err } = tap()
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(/^tapstream is not built yet: run `npm run build` in .*\n$/)
  })

  it('passes on the exit code', () => {
    writeCommand('process.exitCode = 2')
    expect(tap().code).toBe(2)
  })
})

describe('the code cache', () => {
  it('is the user`s own, and one file for each command', () => {
    writeCommand(`console.log('x')`)
    tap(['run'])
    tap(['run'])
    tap(['--version'])
    expect(cached().map((name) => /-(run|tap)-\.v8$/.exec(name)?.[1])).toEqual(['run', 'tap'])
    expect(fs.statSync(cache).mode & 0o777).toBe(0o700)
  })

  it('is used', () => {
    writeCommand(`console.log('x')`)
    tap()
    const [name] = cached()
    const file = path.join(cache, name)
    const written = fs.statSync(file).mtimeMs
    expect(tap().out).toBe('x\n')
    expect(fs.statSync(file).mtimeMs).toBe(written)
  })

  it('never brings back a source of the same length', () => {
    writeCommand(`console.log('old')`)
    tap()
    const file = path.join(home, 'dist/cli.cjs')
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('old', 'new'))
    expect(tap().out).toBe('new\n')
    expect(tap().out).toBe('new\n')
  })

  it('survives damage', () => {
    writeCommand(`console.log('x')`)
    tap()
    const file = path.join(cache, cached()[0])
    for (const size of [0, 10, fs.statSync(file).size - 1]) {
      fs.truncateSync(file, size)
      expect(tap()).toEqual({ code: 0, out: 'x\n', err: '' })
    }
  })

  it('knows V8`s flags', () => {
    writeCommand(`console.log('x')`)
    tap()
    tap([], { node: ['--max-lazy'] })
    tap([], { env: { NODE_OPTIONS: '--stack-trace-limit=20' } })
    expect(cached()).toHaveLength(3)
  })

  it('is done without where it cannot be written', () => {
    writeCommand(`console.log('x')`)
    fs.writeFileSync(cache, 'a file, not a folder')
    expect(tap()).toEqual({ code: 0, out: 'x\n', err: '' })
  })

  it('is done without where others may write', () => {
    writeCommand(`console.log('x')`)
    fs.mkdirSync(cache)
    fs.chmodSync(cache, 0o777)
    expect(tap().out).toBe('x\n')
    expect(cached()).toEqual([])
  })

  it('is not written by a command that failed', () => {
    writeCommand('process.exitCode = 1')
    tap()
    expect(cached()).toEqual([])
  })

  it('keeps the newest files only', () => {
    fs.mkdirSync(cache, { mode: 0o700 })
    for (let n = 0; n < 40; n++) {
      const file = path.join(cache, `${n}.v8`)
      fs.writeFileSync(file, '')
      fs.utimesSync(file, n, n)
    }
    writeCommand(`console.log('x')`)
    tap()
    expect(cached()).toHaveLength(24)
    expect(cached()).toContain('39.v8')
    expect(cached()).not.toContain('16.v8')
  })
})
