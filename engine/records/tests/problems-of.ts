import { AppError } from '../../kernel/errors.ts'

/** The error that a call ends with. Fails where it does not. */
export async function errorOf(call: Promise<unknown>): Promise<AppError> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome && outcome.error instanceof AppError) return outcome.error
  if ('error' in outcome) throw outcome.error
  throw new Error(`No error, but ${JSON.stringify(outcome.value)}`)
}

/** Its problems as `field CODE`. */
export async function problemsOf(call: Promise<unknown>): Promise<string[]> {
  const error = await errorOf(call)
  return (error.details.problems ?? []).map((problem) => `${problem.field ?? '-'} ${problem.code}`).sort()
}
