/** Spark's names, the loudest first. */
export const LOG_LEVELS = [
  'ALL',
  'TRACE',
  'DEBUG',
  'INFO',
  'WARN',
  'ERROR',
  'FATAL',
  'OFF',
] as const

export type LogLevel = (typeof LOG_LEVELS)[number]
