import fs from 'node:fs'
import path from 'node:path'

/** Replaces each file in one step: whoever reads dist/ meanwhile sees the old or the new one, never half of it. */
export const writeOutputs = (files) => {
  for (const { path: file, contents } of files) {
    const unfinished = `${file}.${process.pid}.tmp`
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(unfinished, contents)
    fs.renameSync(unfinished, file)
  }
}

/** Removes what an earlier build left in `directory`; files that another build is writing stay. */
export const removeOthers = (directory, files) => {
  const kept = new Set(files.map((file) => path.relative(directory, file.path)))
  for (const entry of fs.readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const isOurs = kept.has(path.relative(directory, file)) || file.endsWith('.tmp')
    if (entry.isFile() && !isOurs) fs.rmSync(file, { force: true })
  }
}

/** A problem that the reader of the terminal can solve: shown without a stack. */
export class BuildError extends Error {}

/** esbuild's own frame of each error or warning. */
export const describe = async (esbuild, messages, kind) => {
  const frames = await esbuild.formatMessages(messages, { kind, color: process.stderr.isTTY })
  return new BuildError(frames.join('\n'))
}

/** Runs esbuild; its warnings count as errors. */
export const bundle = async (esbuild, options) => {
  const result = await esbuild
    .build({ bundle: true, platform: 'node', target: 'node20.19', logLevel: 'silent', ...options })
    .catch(async (error) => {
      throw error.errors ? await describe(esbuild, error.errors, 'error') : error
    })
  if (result.warnings.length > 0) throw await describe(esbuild, result.warnings, 'warning')
  return result
}
