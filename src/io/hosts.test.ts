import { afterEach, describe, expect, it, vi } from 'vitest'
import { mappedHost } from './hosts.ts'

describe('mappedHost', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('maps the names in TAP_HOSTS, whatever their case', () => {
    vi.stubEnv('TAP_HOSTS', 'tapnc=localhost, kafkaServer = 127.0.0.1')
    expect(mappedHost('tapnc')).toBe('localhost')
    expect(mappedHost('KAFKASERVER')).toBe('127.0.0.1')
    expect(mappedHost('broker')).toBe('broker')
  })

  it('reads the variable at each call', () => {
    vi.stubEnv('TAP_HOSTS', undefined)
    expect(mappedHost('tapnc')).toBe('tapnc')
    vi.stubEnv('TAP_HOSTS', 'tapnc=::1')
    expect(mappedHost('tapnc')).toBe('::1')
  })

  it('does not mind what makes no sense', () => {
    vi.stubEnv('TAP_HOSTS', ',tapnc,=x,tapnc=')
    expect(mappedHost('tapnc')).toBe('tapnc')
  })
})
