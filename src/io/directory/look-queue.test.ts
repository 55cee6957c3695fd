import { describe, expect, it } from 'vitest'
import { Folder } from './folder.ts'
import { LookQueue } from './look-queue.ts'

const queue = new LookQueue()
const silent = { woken: () => {}, unsure: () => {}, unwatched: () => {} }
const folder = new Folder('/lab', { since: () => 0, read: new Map() }, queue, silent)
const signature = { inode: 1, size: 1, mtimeMs: 1 }

describe('LookQueue', () => {
  it('holds a name once, and gives second looks when they are due, before first ones', () => {
    queue.wake(folder, 'a', '/lab/a')
    queue.wake(folder, 'a', '/lab/a')
    expect(queue.size).toBe(1)
    const a = queue.next(0)!
    expect(a).toMatchObject({ name: 'a', path: '/lab/a' })
    queue.again(a, signature, 100)
    queue.wake(folder, 'a', '/lab/a')
    expect(queue.size).toBe(1)
    expect(queue.wait(40)).toBe(60)
    expect(queue.next(99)).toBeUndefined()
    queue.wake(folder, 'b', '/lab/b')
    expect(queue.wait(40)).toBe(0)
    expect(queue.next(100)).toMatchObject({ name: 'a', first: signature })
    expect(queue.next(100)).toMatchObject({ name: 'b' })
    expect([queue.size, queue.next(100), queue.wait(0)]).toEqual([0, undefined, Infinity])
  })
})
