import { type CallSite, defineError } from './tap-error.ts'

export interface ImportProblem {
  /** The import as written. */
  readonly specifier: string
  readonly site?: CallSite
  /** What is missing: an npm package, a part of tapstream, a file, one exported name, or a way to load such files. */
  readonly missing: 'package' | 'part' | 'file' | 'export' | 'loader'
  /** The exported name that does not exist. */
  readonly name?: string
  /** What the name may have been meant to be. */
  readonly near?: string
  /** The folder that the import was looked up from. */
  readonly folder?: string
  /** The compile step's own explanation, if it has one. */
  readonly cause?: string
}

/** `@scope/name/part` → `@scope/name`. */
const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const WHAT: Record<ImportProblem['missing'], (problem: ImportProblem) => string> = {
  package: ({ specifier }) => `The package '${packageName(specifier)}' cannot be found.`,
  part: ({ specifier }) => `'${specifier}' is no part of tapstream.`,
  file: ({ specifier }) => `The import '${specifier}' leads to no file.`,
  export: ({ specifier, name }) => `'${specifier}' has no export named '${name}'.`,
  loader: ({ specifier }) => `The import '${specifier}' is a kind of file that cannot be loaded.`,
}

const fixOf = ({ specifier, missing, near, cause }: ImportProblem): string | undefined => {
  if (near !== undefined) return `write '${near}'`
  if (missing === 'package' && cause === undefined) return `npm install ${packageName(specifier)}`
  if (missing === 'file') return 'create the file, or write its path from the importing file'
  return undefined
}

const causeOf = ({ missing, near, folder, cause }: ImportProblem): string | undefined => {
  if (cause !== undefined) return cause
  if (missing === 'export' && near === undefined) {
    return 'If it is a type, import and export it with the word type.'
  }
  if (missing === 'loader') return 'Jobs import TypeScript, JavaScript and JSON.'
  return folder === undefined ? undefined : `It was looked for from ${folder}.`
}

const optional = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: string }

export const TAP803 = defineError<ImportProblem>({
  code: 'TAP803',
  kind: 'program',
  title: 'an import of the job cannot be resolved',
  more: "Relative imports start at the importing file's folder; packages are looked for in node_modules there and in the folders above. Nothing is downloaded.",
  text: (problem) => ({
    what: WHAT[problem.missing](problem),
    at: [['imported at', problem.site]],
    ...optional('cause', causeOf(problem)),
    ...optional('fix', fixOf(problem)),
  }),
  example: {
    specifier: 'lodash-es',
    missing: 'package',
    folder: '/home/ada/jobs',
    site: { file: '/home/ada/jobs/job.ts', line: 1, column: 23 },
  },
})
