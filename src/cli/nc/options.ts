import { TAP206 } from '../../core/errors/tap206.ts'

/** What happens when a client does not read: everybody waits for it, or it is disconnected. */
export type SlowMode = 'wait' | 'drop'

export interface NcOptions {
  /** 0 lets the system choose. */
  readonly port: number
  readonly host: string
  /** Sent instead of stdin. */
  readonly file?: string | undefined
  /** Lines per second; without it as fast as the clients read. */
  readonly rate?: number | undefined
  /** Default: wait for piped input and files, drop at a terminal. */
  readonly slow?: SlowMode | undefined
}

/** A port number; TAP206 for anything else. */
export const parsePort = (value: string): number => {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN
  if (!(port <= 65535)) throw TAP206({ option: 'port', value })
  return port
}

const SECONDS: Record<string, number> = { s: 1, sec: 1, m: 60, min: 60, h: 3600 }

/** Lines per second of `5`, `5/s`, `300/m`, `1000/h`; TAP206 for anything else. */
export const parseRate = (value: string): number => {
  const [, lines, unit = 's'] = /^(\d+(?:\.\d+)?)(?:\/([a-z]+))?$/.exec(value.trim()) ?? []
  const rate = Number(lines) / (SECONDS[unit] ?? Number.NaN)
  if (!(rate > 0 && rate < Infinity)) throw TAP206({ option: '--rate', value })
  return rate
}

/** `wait` or `drop`; TAP206 for anything else. */
export const parseSlow = (value: string): SlowMode => {
  if (value !== 'wait' && value !== 'drop') throw TAP206({ option: '--slow', value })
  return value
}
