import type { FileSystem } from '../../io/file-system.ts'

const NAME = /^checkpoint-(\d{8})\.tap$/

export const pathOfLog = (directory: string, number: number): string =>
  `${directory}/checkpoint-${String(number).padStart(8, '0')}.tap`

/** The numbers of the logs in a directory, the newest last; none when it does not exist. */
export const logsIn = async (fs: FileSystem, directory: string): Promise<readonly number[]> => {
  const names = await fs.list(directory).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return []
    throw error
  })
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b)
}
