/** What is known of a file or folder. */
export interface FileStatus {
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
  readonly inode: number
  readonly isDirectory: boolean
}

/** A file being written from its start; nothing is visible under the final name until `rename`. */
export interface FileWriter {
  write(bytes: Uint8Array): Promise<void>
  /** Durable on return, where the store can promise that. */
  sync(): Promise<void>
  close(): Promise<void>
}

export interface FileReader {
  /** Fills `into` from `position`; the number of bytes read, 0 at the end. */
  read(into: Uint8Array, position: number): Promise<number>
  /**
   * The same at once, where the store answers at memory speed (local files, mostly from the page cache). Asked for
   * small pieces only, so that it never holds up the event loop for long.
   */
  readSync?(into: Uint8Array, position: number): number
  close(): Promise<void>
}

/**
 * The seam to storage. All writing of the project goes through it.
 * Laws: `rename` replaces atomically; a path that does not exist rejects with `code: 'ENOENT'`; `mkdir` makes parents and
 * does not mind an existing folder; `list` gives direct children, in no promised order.
 */
export interface FileSystem {
  readonly scheme: string
  list(directory: string): Promise<readonly string[]>
  stat(path: string): Promise<FileStatus>
  open(path: string): Promise<FileReader>
  create(path: string): Promise<FileWriter>
  append(path: string): Promise<FileWriter>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  mkdir(path: string): Promise<void>
}
