import { pino, type Logger } from 'pino'

export type { Logger }

/** The process's logger. Secrets never reach it: names of fields that hold them are censored. */
export function createLogger(level: string): Logger {
  return pino({ level, redact: { paths: ['password', '*.password', 'token', '*.token', 'headers.cookie', 'headers.authorization'], censor: '[hidden]' } })
}
