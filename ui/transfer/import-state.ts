import type { ImportInfo, ImportState } from '../../engine/contract/import.ts'

/** The steps of an import, as the head of the page counts them. */
export const STEPS = ['file', 'mapping', 'check', 'result'] as const
export type Step = (typeof STEPS)[number]

/** Whether a task of the import is at work. */
export function isWorking(state: ImportState): boolean {
  return state === 'checking' || state === 'waiting' || state === 'running'
}

/** Where an import stands. `wantsMapping`: the user went back from the check. */
export function stepOf({ state }: Pick<ImportInfo, 'state'>, wantsMapping: boolean): Step {
  if (state === 'mapping') return 'mapping'
  if (state === 'checking') return 'check'
  if (state === 'checked') return wantsMapping ? 'mapping' : 'check'
  return 'result'
}
