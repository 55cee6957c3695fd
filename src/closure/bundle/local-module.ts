import { extname, sep } from 'node:path'

import type { Loader } from 'esbuild'

import { isOwnFile } from '../call-site.ts'

const LOADERS: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.jsx': 'jsx',
  '.json': 'json',
}

/** How esbuild reads a file, told by its extension; nothing for files that cannot be part of a job. */
export const loaderOf = (path: string): Loader | undefined => LOADERS[extname(path).toLowerCase()]

const MODULES = `${sep}node_modules${sep}`

/** The folder of the installed package that holds `path`; empty outside `node_modules`. */
export const packageHome = (path: string): string => {
  const start = path.lastIndexOf(MODULES)
  if (start === -1) return ''
  const [first = '', second = ''] = path.slice(start + MODULES.length).split(sep)
  const name = first.startsWith('@') ? `${first}${sep}${second}` : first
  return path.slice(0, start + MODULES.length) + name
}

/**
 * True when a module becomes an output of the job. Packages stay outside, also for a job that itself lies in a
 * package. JSON is always inside: packages' JSON too could not be imported without an attribute.
 */
export const isLocal = (path: string, importer: string): boolean => {
  const loader = loaderOf(path)
  if (loader === 'json') return true
  return loader !== undefined && packageHome(path) === packageHome(importer) && !isOwnFile(path)
}
