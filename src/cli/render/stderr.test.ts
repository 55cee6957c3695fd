import { Chalk } from 'chalk'
import { describe, expect, it } from 'vitest'

import { stderrWriter, type LineSink, type StderrOptions } from './stderr.ts'

const heard = (options: StderrOptions): string => {
  let text = ''
  const stream: LineSink = { write: (line) => (text += line), on: () => undefined }
  const err = stderrWriter({ ...options, stream, color: new Chalk({ level: 0 }) })
  err.fail('failed')
  err.say('said\n')
  err.detail('detail')
  return text
}

describe('the writer to stderr', () => {
  it('writes whole lines', () => {
    expect(heard({})).toBe('failed\nsaid\n')
  })

  it('keeps only failures under --quiet and adds details under --verbose', () => {
    expect(heard({ quiet: true })).toBe('failed\n')
    expect(heard({ verbose: true })).toBe('failed\nsaid\ndetail\n')
    expect(heard({ quiet: true, verbose: true })).toBe('failed\n')
  })

  it('says as much as it is told later', () => {
    let text = ''
    const stream: LineSink = { write: (line) => (text += line), on: () => undefined }
    const err = stderrWriter({ quiet: true, stream, color: new Chalk({ level: 0 }) })
    for (const tone of ['verbose', 'quiet', 'normal'] as const) {
      err.setTone(tone)
      err.say(tone)
      err.detail(`details of ${tone}`)
      expect(err.verbose).toBe(tone === 'verbose')
    }
    expect(text).toBe('verbose\ndetails of verbose\nnormal\n')
  })

  it('survives a closed stderr, at once or later', () => {
    const listeners: (() => void)[] = []
    const stream: LineSink = {
      write: () => {
        throw new Error('EPIPE')
      },
      on: (_, listener) => listeners.push(listener),
    }
    expect(() => stderrWriter({ stream }).fail('x')).not.toThrow()
    stderrWriter({ stream })
    expect(listeners).toHaveLength(1)
    expect(() => listeners[0]!()).not.toThrow()
  })
})
