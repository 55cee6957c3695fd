import { describe, expect, it } from 'vitest'
import { inCourseNetwork } from './course-network.ts'
import { TAP201 } from './tap201.ts'
import { TAP202 } from './tap202.ts'
import { TAP204 } from './tap204.ts'
import { TAP208 } from './tap208.ts'

const site = { file: 'wc.ts', line: 7, column: 19 }
const port = 9999

describe('messages about a server', () => {
  it('know the names and addresses of the course', () => {
    const names = [
      'tapnc',
      'kafkaServer',
      'broker',
      'elasticsearch',
      '10.0.100.42',
      '10.0.101.42',
      'pc7',
    ]
    expect(names.map(inCourseNetwork)).toEqual([true, true, true, true, true, false, false])
  })

  it('send a refused connection to where the server should be', () => {
    const refused = (host: string, ...addresses: string[]) =>
      TAP201({ host, port, addresses, site })
    expect(refused('localhost', '127.0.0.1', '::1').message).toBe(
      'Nothing is listening on localhost:9999 yet (refused on 127.0.0.1 and ::1). Waiting…\n' +
        '  Fix: in another terminal:   tap nc 9999',
    )
    expect(refused('pc7', '192.168.1.7').text.fix).toBe('on pc7:   tap nc 9999 --host 0.0.0.0')
  })

  it('send unknown names to localhost, or to the nearest name', () => {
    const unknown = (host: string) => TAP202({ host, noAnswer: false, site }).text
    expect(unknown('tapnc').fix).toContain('TAP_HOSTS=tapnc=localhost')
    expect(unknown('localhots')).toMatchObject({ fix: 'write localhost' })
    expect(unknown('pc7').fix).toMatch(/^correct the name, or/)
    expect(unknown('pc7')).not.toHaveProperty('cause')
    expect(TAP202({ host: 'pc7', noAnswer: true, site }).text.cause).toContain('offline')
  })

  it('send addresses of the course that do not answer to localhost too', () => {
    const silent = (host: string) => TAP208({ host, port, reason: 'no answer within 10 s', site })
    expect(silent('10.0.100.42').text.fix).toContain('TAP_HOSTS=10.0.100.42=localhost')
    expect(silent('192.168.1.7').text.fix).toContain('firewall')
  })

  it('tell a connection that was closed from one that broke', () => {
    const over = (broken: string | undefined) =>
      TAP204({ host: 'localhost', port, lines: 1870, broken, site }).text
    expect(over(undefined)).toMatchObject({
      what: 'localhost:9999 closed the connection after 1,870 lines. Waiting for it to come back…',
      fix: 'start a server that stays:   tap nc 9999',
    })
    expect(over('ECONNRESET').what).toContain('broke after 1,870 lines (ECONNRESET)')
  })
})
