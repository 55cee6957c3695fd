import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { TAP304 } from '../core/errors/tap304.ts'
import { fileSystemFor, pathOf } from './file-url.ts'

describe('pathOf', () => {
  it('leaves paths alone, with drives and colons in them', () => {
    const paths = ['a/b', './a b#c%d', 'C:\\lab', 'c:/lab', 'logs/10:01.txt', 'x:y', 'file:name']
    expect(paths.map(pathOf)).toEqual(paths)
  })

  it.skipIf(process.platform === 'win32')('understands file URLs', () => {
    expect(pathOf('file:///tmp/a%20b')).toBe('/tmp/a b')
    expect(pathOf('file:/tmp/x')).toBe('/tmp/x')
    expect(pathOf('FILE://localhost/tmp/x')).toBe('/tmp/x')
  })

  it.skipIf(process.platform === 'win32')('takes #, ? and a lone % in them as letters', () => {
    expect(pathOf('file:///tmp/a #1? 100% è')).toBe('/tmp/a #1? 100% è')
    expect(pathOf(pathToFileURL('/tmp/a #1? 100% è').href)).toBe('/tmp/a #1? 100% è')
  })

  it('refuses a URL that names another computer', () => {
    expect(() => pathOf('file://tapvolume/a%2Fb')).toThrow(/file:\/\/tapvolume/)
  })
})

describe('fileSystemFor', () => {
  it('has the local disk for paths', () => {
    expect(fileSystemFor('./x').scheme).toBe('file')
    expect(fileSystemFor('C:\\lab').scheme).toBe('file')
  })

  it('refuses other schemes by name', () => {
    for (const path of ['s3://lab/logs', 'hdfs://host:9000/x', 'S3A://lab']) {
      expect(() => fileSystemFor(path)).toThrow(path)
    }
    expect(() => fileSystemFor('s3://lab/logs')).toThrow(
      expect.objectContaining({ code: 'TAP304', kind: 'program' }),
    )
    expect(TAP304(TAP304.example).message).toContain('s3://')
  })
})
