import { readdirSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'

import { nearest } from '../../core/nearest.ts'
import { loaderOf } from './local-module.ts'

const filesOf = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter((name) => loaderOf(name) !== undefined)
  } catch {
    return []
  }
}

const stem = (name: string): string => basename(name, extname(name))

/** Files of the same folder whose names, with or without extension, may have been meant. */
export const nearestFiles = (path: string): readonly string[] => {
  const name = basename(path)
  const files = filesOf(dirname(path)).filter((file) => extname(file) !== '.json')
  const same = files.filter((file) => stem(file) === stem(name))
  const close =
    nearest(name, files) ??
    files.find((file) => stem(file) === nearest(stem(name), files.map(stem)))
  return [...new Set([...same, ...(close === undefined ? [] : [close])])]
}

/** The relative import that may have been meant by one that leads nowhere. */
export const nearestFile = (specifier: string, folder: string): { readonly near?: string } => {
  const [file] = specifier.startsWith('.') ? nearestFiles(resolve(folder, specifier)) : []
  return file === undefined
    ? {}
    : { near: specifier.slice(0, specifier.lastIndexOf('/') + 1) + file }
}
