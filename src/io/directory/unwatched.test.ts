import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { realClock, sleep } from '../../core/clock.ts'
import { TestFolder } from './test-folder.ts'
import { watchFolder, type WatchEvents } from './watch.ts'

vi.mock('./watch.ts')

let folder: TestFolder
let notices: { readonly text: string }[]

beforeEach(async () => {
  folder = await TestFolder.make()
  notices = []
  folder.context.events.on((event) => {
    if (event.type === 'Notice') notices.push(event)
  })
  await folder.write('old', 'old\n')
  await sleep(realClock, 40)
})

afterEach(() => folder.close())

/** New files and rewrites, which arrive by listing alone. */
const readAll = async (): Promise<readonly string[]> => {
  await folder.write('a', 'a\n')
  await folder.until(() => folder.read.length === 1)
  await folder.write('old', 'new\n')
  await folder.until(() => folder.read.length === 2)
  await folder.write('a', 'b\n')
  await folder.until(() => folder.read.length === 3)
  return folder.read
}

const ALL = ['a\n', 'new\n', 'b\n']

const LIMIT = new Error('ENOSPC: System limit for number of file watchers reached')

describe('a folder without a watch', () => {
  it('is listed when it cannot be watched, and says so once', async () => {
    vi.mocked(watchFolder).mockRejectedValue(LIMIT)
    await folder.start({ listEvery: 50 })
    expect(await readAll()).toEqual(ALL)
    expect(notices.filter(({ text }) => text.includes('ENOSPC'))).toHaveLength(1)
  })

  it('is listed when the watch ends by itself', async () => {
    let events: WatchEvents | undefined
    const close = vi.fn<() => Promise<void>>().mockResolvedValue()
    vi.mocked(watchFolder).mockImplementation(async (_path, given) => {
      events = given
      return { close }
    })
    await folder.start({ listEvery: 50 })
    events?.failed(LIMIT)
    expect(await readAll()).toEqual(ALL)
    expect(close).toHaveBeenCalledOnce()
  })

  it('is listed with all its names when the watch hears nothing, as on some network disks', async () => {
    vi.mocked(watchFolder).mockResolvedValue({ close: async () => {} })
    await folder.start({ listEvery: 50 })
    expect(await readAll()).toEqual(ALL)
  })

  it('looks at all names when the system does not say which has changed', async () => {
    let events: WatchEvents | undefined
    vi.mocked(watchFolder).mockImplementation(async (_path, given) => {
      events = given
      return { close: async () => {} }
    })
    await folder.start({ listEvery: 50 })
    await folder.write('old', 'new\n')
    events?.named(undefined)
    await folder.until(() => folder.read.length === 1)
    expect(folder.read).toEqual(['new\n'])
  })
})
