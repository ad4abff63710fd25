/** Something a person can mend: its message is the whole story, without a stack. */
export class SetupError extends Error {}

/** One line about what takes long. On standard error: the output of a command stays its own. */
export function tell(text) {
  process.stderr.write(`${text}\n`)
}

export function fail(error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
