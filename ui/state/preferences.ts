import { useEventListener } from '@vueuse/core'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { FieldValue } from '../../engine/contract/api.ts'
import { SCREEN_PREFERENCES } from '../../engine/contract/favourites.ts'
import { changePreference, loadPreference } from '../api/own-settings.ts'

const SAVE_AFTER = 600
/** All of them are kept under one key of the server: every screen wants some, and they cost one request. */
const KEY = SCREEN_PREFERENCES

/** What users set for themselves (columns, density …), by key; saved a moment after the last change. */
export const usePreferences = defineStore('preferences', () => {
  // Shallow: replaced as a whole.
  const values = shallowRef<Record<string, FieldValue>>({})
  /** What was set and is not kept yet: the rest may have been changed in another window. */
  let unsaved: Record<string, FieldValue> = {}
  let loading: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Fetches them once; when they cannot be fetched, nothing counts as set. */
  function load(): Promise<void> {
    loading ??= loadPreference(KEY).then(
      ({ value }) => {
        values.value = { ...(value as Record<string, FieldValue> | null), ...values.value }
      },
      () => {
        loading = null
      },
    )
    return loading
  }

  function get<T extends FieldValue>(key: string): T | null {
    return (values.value[key] ?? null) as T | null
  }

  /** null forgets it. */
  function set(key: string, value: FieldValue): void {
    const { [key]: _before, ...others } = values.value
    values.value = value === null ? others : { ...others, [key]: value }
    unsaved[key] = value
    clearTimeout(timer)
    timer = setTimeout(() => save(false), SAVE_AFTER)
  }

  function save(isLeaving: boolean): void {
    clearTimeout(timer)
    timer = undefined
    const changes = unsaved
    unsaved = {}
    // What was not kept is sent again with the next change: nobody has to be told.
    void changePreference(KEY, changes, isLeaving).catch(() => {
      unsaved = { ...changes, ...unsaved }
    })
  }
  // Who sets something and leaves at once, or puts the phone away, finds it kept.
  const leave = () => timer !== undefined && save(true)
  useEventListener(window, 'pagehide', leave)
  useEventListener(document, 'visibilitychange', () => document.hidden && leave())

  function forget(): void {
    clearTimeout(timer)
    timer = undefined
    loading = null
    unsaved = {}
    values.value = {}
  }

  return { load, get, set, forget }
})
