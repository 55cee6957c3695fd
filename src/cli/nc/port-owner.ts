import { readdir, readFile, readlink } from 'node:fs/promises'

const LISTENING = '0A'

/** Inodes of the sockets that listen on `port`, from the kernel's tables. */
const listeners = async (port: number): Promise<ReadonlySet<string>> => {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  )
  const rows = tables.flatMap((table) => table.split('\n')).map((row) => row.trim().split(/\s+/))
  return new Set(
    rows
      .filter(([, local = '', , state]) => local.endsWith(`:${hex}`) && state === LISTENING)
      .map((row) => `socket:[${row[9]}]`),
  )
}

const holds = async (pid: string, sockets: ReadonlySet<string>): Promise<boolean> => {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => [])
  for (const file of files) {
    if (sockets.has(await readlink(`/proc/${pid}/fd/${file}`).catch(() => ''))) return true
  }
  return false
}

/**
 * `process 4312 (node tap nc 9999)`: who listens on a port, as far as the system shows it to this user. Only Linux has
 * it in files; elsewhere, and for programs of other users, undefined.
 */
export const portOwner = async (port: number): Promise<string | undefined> => {
  const sockets = await listeners(port)
  if (sockets.size === 0) return undefined
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (!(await holds(pid, sockets))) continue
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    const words = command.split('\0').join(' ').trim()
    return `process ${pid}${words === '' ? '' : ` (${words.slice(0, 60)})`}`
  }
  return undefined
}
