import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { FieldValue } from '../../engine/contract/api.ts'
import { loadPreference, savePreference } from '../api/own-settings.ts'

const SAVE_AFTER = 600

/** Small things that every screen wants are kept together, so that they cost one request; `columns.…` of each view apart. */
const SHARED = 'ui'
type Shared = Record<string, FieldValue>

/** What users set for themselves (columns, density …), by key; saved a moment after the last change. */
export const usePreferences = defineStore('preferences', () => {
  // Shallow: values are replaced as a whole.
  const values = shallowRef(new Map<string, FieldValue>())
  const loading = new Map<string, Promise<void>>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  /** Fetches a preference once; one that cannot be fetched counts as not set. */
  function load(key: string): Promise<void> {
    const place = placeOf(key)
    const pending = loading.get(place) ?? loadPreference(place).then(
      ({ value }) => { if (!timers.has(place)) put(place, value) },
      () => { loading.delete(place) },
    )
    loading.set(place, pending)
    return pending
  }

  function get<T extends FieldValue>(key: string): T | null {
    const place = placeOf(key)
    const value = values.value.get(place) ?? null
    return (place === key ? value : ((value as Shared | null)?.[key] ?? null)) as T | null
  }

  function set(key: string, value: FieldValue): void {
    const place = placeOf(key)
    const whole = place === key ? value : { ...(values.value.get(place) as Shared | null), [key]: value }
    put(place, whole)
    clearTimeout(timers.get(place))
    timers.set(place, setTimeout(() => {
      timers.delete(place)
      // A preference that was not kept is set again the next time: nobody has to be told.
      savePreference(place, whole).catch(() => {})
    }, SAVE_AFTER))
  }

  function put(place: string, value: FieldValue): void {
    values.value = new Map([...values.value, [place, value]])
  }

  function forget(): void {
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
    loading.clear()
    values.value = new Map()
  }

  return { load, get, set, forget }
})

function placeOf(key: string): string {
  return key.startsWith('columns.') ? key : SHARED
}
