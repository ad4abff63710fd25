import { defineStore } from 'pinia'
import { computed } from 'vue'
import { usePreferences } from './preferences.ts'

/** A record that was looked at; `label` as it was then. */
export interface RecentRecord {
  module: string
  id: string
  label: string
  [key: string]: string
}

const MODULES = 'recent.modules'
const RECORDS = 'recent.records'
const MOST_MODULES = 6
const MOST_RECORDS = 12

/** What the user looked at last: modules and records, newest first; the same on every device. */
export const useRecents = defineStore('recents', () => {
  const preferences = usePreferences()
  const modules = computed(() => preferences.get<string[]>(MODULES) ?? [])
  const records = computed(() => preferences.get<RecentRecord[]>(RECORDS) ?? [])

  function load(): Promise<void> {
    return preferences.load()
  }

  function visitModule(key: string): void {
    if (modules.value[0] === key) return
    preferences.set(MODULES, [key, ...modules.value.filter((known) => known !== key)].slice(0, MOST_MODULES))
  }

  function visitRecord(record: RecentRecord): void {
    const others = records.value.filter((known) => known.id !== record.id)
    preferences.set(RECORDS, [{ module: record.module, id: record.id, label: record.label }, ...others].slice(0, MOST_RECORDS))
  }

  return { modules, records, load, visitModule, visitRecord }
})
