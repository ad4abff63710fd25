import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

/** The process's logger. Secrets never reach it: names of fields that hold them are censored. `to`: standard output if absent. */
export function createLogger(level: string, to?: DestinationStream): Logger {
  const redact = { paths: ['password', '*.password', 'token', '*.token', 'headers.cookie', 'headers.authorization'], censor: '[hidden]' }
  return pino({ level, redact, serializers: { err: toldOf } }, to)
}

/** The pool hangs its whole connection on the error that ended it: a page long, and with the key that cancels statements. */
function toldOf(error: Error): object {
  const { client: _connection, ...told } = pino.stdSerializers.err(error)
  return told
}
