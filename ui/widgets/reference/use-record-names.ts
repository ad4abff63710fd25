import { shallowRef, watchEffect } from 'vue'
import { getRecord } from '../../api/records.ts'
import { useMetadata } from '../../state/metadata.ts'

/** Names of records by id; fetched once, for the filters of an address that holds ids alone. */
const names = shallowRef(new Map<string, string>())
const asked = new Set<string>()

/** The names of records of which only the ids are known; '' until one is found, and for one that cannot be seen. */
export function useRecordNames(ids: () => string[], modules: () => string[]): (id: string) => string {
  const metadata = useMetadata()

  async function find(id: string): Promise<void> {
    for (const module of modules()) {
      const key = metadata.findModule(module)?.nameField
      if (key === undefined) continue
      const record = await getRecord(module, id, { fields: [key] }).catch(() => null)
      if (!record) continue
      names.value = new Map([...names.value, [id, String(record.values[key] ?? '')]])
      return
    }
  }

  watchEffect(() => {
    for (const id of ids()) {
      if (asked.has(id)) continue
      asked.add(id)
      void find(id)
    }
  })
  return (id) => names.value.get(id) ?? ''
}
