import { AppError } from '../../kernel/errors.ts'

type Outcome = { ok: boolean; error?: AppError }

/** The code of what a step answered for one record; null where it was done. */
export function reasonOf(outcome: Outcome | undefined): string | null {
  return outcome && !outcome.ok ? (outcome.error?.code ?? 'INVALID') : null
}

/** Does a step with many records; where the actor may not do it with any of them, each gets that error. */
export async function refusedAll(ids: string[], step: () => Promise<Outcome[]>): Promise<Outcome[]> {
  if (ids.length === 0) return []
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    return ids.map(() => ({ ok: false, error }))
  }
}
