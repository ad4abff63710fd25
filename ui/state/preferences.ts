import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { FieldValue } from '../../engine/contract/api.ts'
import { loadPreference, savePreference } from '../api/own-settings.ts'

const SAVE_AFTER = 600

/** What users set for themselves (columns, density …), by key; saved a moment after the last change. */
export const usePreferences = defineStore('preferences', () => {
  // Shallow: values are replaced as a whole.
  const values = shallowRef(new Map<string, FieldValue>())
  const loading = new Map<string, Promise<void>>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  /** Fetches a preference once; one that cannot be fetched counts as not set. */
  function load(key: string): Promise<void> {
    const pending = loading.get(key) ?? loadPreference(key).then(
      ({ value }) => { if (!timers.has(key)) put(key, value) },
      () => { loading.delete(key) },
    )
    loading.set(key, pending)
    return pending
  }

  function put(key: string, value: FieldValue): void {
    values.value = new Map([...values.value, [key, value]])
  }

  function get<T extends FieldValue>(key: string): T | null {
    return (values.value.get(key) ?? null) as T | null
  }

  function set(key: string, value: FieldValue): void {
    put(key, value)
    clearTimeout(timers.get(key))
    timers.set(key, setTimeout(() => {
      timers.delete(key)
      // A preference that was not kept is set again the next time: nobody has to be told.
      savePreference(key, value).catch(() => {})
    }, SAVE_AFTER))
  }

  function forget(): void {
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
    loading.clear()
    values.value = new Map()
  }

  return { load, get, set, forget }
})
