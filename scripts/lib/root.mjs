import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import path from 'node:path'

/** The checkout, wherever the script was started from. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

export const inRoot = (...parts) => path.join(root, ...parts)

/** True in the module that was named on node's command line. */
export const isMain = (meta) =>
  process.argv[1] !== undefined && fileURLToPath(meta.url) === realMain()

const realMain = () => {
  try {
    return fs.realpathSync(process.argv[1])
  } catch {
    return process.argv[1]
  }
}
