import { useDebounceFn } from '@vueuse/core'
import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue'
import type { Candidate } from '../../../engine/contract/api.ts'
import { findDuplicates } from '../../api/records.ts'
import type { BehaviorUse } from '../../../engine/contract/model.ts'
import type { RecordForm } from './use-record-form.ts'

const PAUSE_MS = 500

/** Asks for records like the one that is being typed, when a field of the module's duplicate rules was changed and the typing pauses. */
export function useLikelyDuplicates(form: RecordForm, id?: string): ShallowRef<Candidate[]> {
  const candidates = shallowRef<Candidate[]>([])
  const compared = new Set(form.module.duplicates.flatMap(({ match }) => match.map(({ field }) => field)))
  const composed = form.module.behaviors.flatMap(compositionOf).filter(({ to }) => compared.has(to))
  const keys = [...new Set([...compared, ...composed.flatMap(({ from }) => from)])]
  if (keys.length === 0) return candidates
  let running: AbortController | null = null

  const ask = useDebounceFn(async () => {
    running?.abort()
    running = new AbortController()
    const isGiven = (key: string) => (form.values.value[key] ?? '') !== ''
    // Whoever types the parts has not seen the whole yet: the server puts it together.
    const stale = new Set(composed.flatMap(({ from, to }) => (from.some(isGiven) ? [to] : [])))
    const values = Object.fromEntries(keys.filter((key) => isGiven(key) && !stale.has(key)).map((key) => [key, form.values.value[key] ?? null]))
    if (!form.isDirty.value || Object.keys(values).length === 0) {
      candidates.value = []
      return
    }
    // A hint and no more: when it cannot be had, the form works without it.
    const answer = await findDuplicates(form.module.key, { id, values }, running.signal).catch(() => ({ candidates: [] }))
    candidates.value = answer.candidates.slice(0, 3)
  }, PAUSE_MS)

  watch(() => keys.map((key) => form.values.value[key]), ask, { deep: true })
  onScopeDispose(() => running?.abort())
  return candidates
}

/** A behaviour that puts a value together from others (`from`, `to`), as that of a person's name. */
function compositionOf({ from, to }: BehaviorUse): { from: string[]; to: string }[] {
  return Array.isArray(from) && typeof to === 'string' ? [{ from: from.map(String), to }] : []
}
