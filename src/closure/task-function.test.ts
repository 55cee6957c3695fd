import { describe, expect, it } from 'vitest'

import { taskFunction } from './task-function.ts'

describe('taskFunction', () => {
  it('has the call site and the operator for a name, and does not change', () => {
    const fn = (x: number): number => x
    const task = taskFunction(fn, 'map', { file: '/a/job.mjs', line: 3, column: 7 })
    expect(task).toEqual({
      fn,
      id: '/a/job.mjs:3:7#map',
      site: { file: '/a/job.mjs', line: 3, column: 7 },
    })
    expect(Object.isFrozen(task)).toBe(true)
    expect(taskFunction(fn, 'map', undefined).id).toBe('(unknown)#map')
  })
})
