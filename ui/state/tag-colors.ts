import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { listRecords } from '../api/records.ts'
import { useLiveEvents } from './live-events.ts'
import { useMetadata } from './metadata.ts'

const TAGS = 'tags'
const COLOR = 'color'
const MOST = 200

/** The colours that were given to tags, by name; loaded with the first tag that is shown. */
export const useTagColors = defineStore('tag-colors', () => {
  const colors = shallowRef<ReadonlyMap<string, string>>(new Map())
  let isAsked = false

  /** `#rrggbb`; undefined for a tag without a colour, or until they are known. */
  function colorOf(name: string): string | undefined {
    if (!isAsked) void load()
    return colors.value.get(name.toLowerCase())
  }

  /** A help only: without the colours tags are grey. */
  async function load(): Promise<void> {
    isAsked = true
    const module = useMetadata().findModule(TAGS)
    if (!module) return
    const filter = { field: COLOR, op: 'is_not_blank' } as const
    const page = await listRecords({ module: TAGS, fields: [module.nameField, COLOR], filter, limit: MOST }).catch(() => null)
    if (page) colors.value = new Map(page.records.map(({ values }) => [String(values[module.nameField] ?? '').toLowerCase(), String(values[COLOR])]))
  }

  useLiveEvents().listen('records', (event) => {
    if (event.module === TAGS && isAsked) void load()
  })

  function forget(): void {
    isAsked = false
    colors.value = new Map()
  }

  return { colorOf, forget }
})
