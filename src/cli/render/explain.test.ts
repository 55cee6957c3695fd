import { Chalk } from 'chalk'
import { describe, expect, it } from 'vitest'

import { catalogue } from '../../core/errors/index.ts'
import { explain } from './explain.ts'

const color = new Chalk({ level: 0 })

describe('explain', () => {
  it('shows title, paragraph, exit code and example', () => {
    const { known, text } = explain('TAP402', color)
    expect(known).toBe(true)
    expect(text).toMatch(/^TAP402 {2}not pairs\n\nOperators with/)
    expect(text).toContain('the exit code is 1: the job failed while it ran.')
    expect(text).toContain('\n  TAP402  reduceByKey needs [key, value] pairs')
    expect(text).toContain('\n    at wc.ts:15:8\n')
  })

  it('takes a code as people type it', () => {
    for (const typed of ['tap402', '402', 'Tap-402 ']) {
      expect(explain(typed, color)).toEqual(explain('TAP402', color))
    }
  })

  it('shows every code, in lines that a terminal holds', () => {
    for (const { code, more } of catalogue) {
      const { known, text } = explain(code, color)
      expect(known).toBe(true)
      expect(text.replaceAll('\n', ' ')).toContain(more)
      const paragraph = text.split('\n\n')[1]!
      expect(Math.max(...paragraph.split('\n').map((line) => line.length))).toBeLessThanOrEqual(88)
    }
  })

  it('lists all codes without one, and offers the nearest to one that is not there', () => {
    expect(explain(undefined, color).text.split('\n')).toHaveLength(catalogue.length)
    expect(explain('TAP4022', color)).toEqual({
      known: false,
      text: 'There is no error TAP4022. Did you mean TAP402? All codes: tap explain',
    })
    expect(explain('999', color).text).toBe('There is no error TAP999. All codes: tap explain')
  })
})
