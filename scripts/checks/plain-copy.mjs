import fs from 'node:fs'
import path from 'node:path'
import { inRoot, root } from '../lib/root.mjs'

const LEFT_OUT = ['.git', 'coverage', 'bench/out'].map((name) => inRoot(name))

/** Vite takes a path for part of an address, where these characters mean something else. */
export const isPlain = (directory) => !/[#%?*]/.test(directory)

/** Copies the checkout with its packages and what is built, with all times, into `directory`. */
export const copyCheckout = (directory) => {
  const checkout = path.join(directory, 'checkout')
  fs.cpSync(root, checkout, {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
    mode: fs.constants.COPYFILE_FICLONE,
    filter: (file) => !LEFT_OUT.includes(file),
  })
  return checkout
}
