/** A running watch over the direct children of one folder. */
export interface Watch {
  close(): Promise<void>
}

export interface WatchEvents {
  /** A child was made, changed, renamed or removed; `undefined` when the system did not say which. */
  named(name: string | undefined): void
  /** The watch ended by itself; nothing will be named any more. */
  failed(error: Error): void
}

/**
 * Watches a folder through chokidar, which is loaded on first use. Resolves when changes are seen from now on; rejects
 * when the folder cannot be watched (`ENOSPC`: the system allows no more watches).
 */
export const watchFolder = async (folder: string, events: WatchEvents): Promise<Watch> => {
  const { FSWatcher } = await import('chokidar')
  const watcher = new FSWatcher({ ignoreInitial: true, depth: 0, atomic: false })
  // The catch: chokidar lists and stats the folder again after every change, and opens a watch for each file in it. Names
  // are all that is wanted here, and the raw events bring them; without a listing it does neither.
  watcher._readdirp = () => undefined
  watcher.on('raw', (_event: string, name: unknown) =>
    events.named(typeof name === 'string' ? name : undefined),
  )
  const ready = new Promise<void>((resolve, reject) => {
    watcher.once('ready', resolve)
    watcher.on('error', (error) => {
      reject(error as Error)
      events.failed(error as Error)
    })
  })
  watcher.add(folder)
  try {
    await ready
  } catch (error) {
    await watcher.close()
    throw error
  }
  return watcher
}
