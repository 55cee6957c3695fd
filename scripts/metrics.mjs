#!/usr/bin/env node
/** Lines per file and `any` per thousand lines, for sources and tests, with the longest files. */
import { sourceFiles, withoutStrings } from './checks/sources.mjs'

const linesOf = ({ text }) => text.trimEnd().split('\n').length
const anysOf = ({ code }) =>
  [...withoutStrings(code).matchAll(/[:<|&,(]\s*any\b|\bas any\b/g)].length
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)
const quantile = (sorted, q) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

const measure = (files) => {
  const lengths = files.map(linesOf).toSorted((a, b) => a - b)
  const lines = sum(lengths)
  return {
    files: files.length,
    lines,
    median: quantile(lengths, 0.5),
    p90: quantile(lengths, 0.9),
    max: lengths.at(-1) ?? 0,
    'any per kLOC': Number(((sum(files.map(anysOf)) / Math.max(lines, 1)) * 1000).toFixed(2)),
  }
}

const files = sourceFiles()
const sources = files.filter(({ isTest }) => !isTest)
const layers = [...new Set(sources.map(({ layer }) => layer))]
const table = Object.fromEntries(
  layers.map((layer) => [layer, measure(sources.filter((file) => file.layer === layer))]),
)
table['all sources'] = measure(sources)
table.tests = measure(files.filter(({ isTest }) => isTest))
console.table(table)

const longest = sources.toSorted((a, b) => linesOf(b) - linesOf(a)).slice(0, 5)
for (const file of longest) console.log(`${String(linesOf(file)).padStart(5)} ${file.path}`)
