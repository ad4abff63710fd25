import { useDebounceFn } from '@vueuse/core'
import { onScopeDispose, ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import type { ImportInfo, ImportMapping, ImportOptions } from '../../../engine/contract/import.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import type { OpenImport } from '../use-import.ts'
import { readyMappings } from './draft.ts'

const KEEP_AFTER = 800

export interface MappingDraft {
  mapping: ShallowRef<ImportMapping[]>
  options: ShallowRef<ImportOptions>
  /** Not kept yet. */
  isChanged: Ref<boolean>
  set(mapping: ImportMapping[]): void
  setOptions(options: ImportOptions): void
  /** Keeps what is not kept yet; false when it was refused. */
  flush(): Promise<boolean>
  /** Reads the file in another way; the mapping is guessed anew. */
  setFormat(format: ImportInfo['format']): Promise<void>
}

/** The mapping as it is edited: kept on the server a moment after each change, so that a reload loses nothing. */
export function useMapping(info: () => ImportInfo, work: OpenImport): MappingDraft {
  const mapping = shallowRef(info().mapping)
  const options = shallowRef(info().options)
  const isChanged = ref(false)
  let keeping: Promise<boolean> = Promise.resolve(true)

  const keepSoon = useDebounceFn(() => flush(), KEEP_AFTER)
  function changed(): void {
    isChanged.value = true
    void keepSoon()
  }

  /** One after another: an earlier answer must not come after a later change. */
  function flush(): Promise<boolean> {
    keeping = keeping.then(async () => {
      if (!isChanged.value) return true
      isChanged.value = false
      const kept = await work.change({ mapping: readyMappings(mapping.value), options: options.value })
      if (!kept) isChanged.value = true
      return kept
    })
    return keeping
  }

  async function setFormat(format: ImportInfo['format']): Promise<void> {
    isChanged.value = false
    await keeping
    if (await work.change({ format })) {
      mapping.value = info().mapping
      options.value = info().options
    }
  }

  onScopeDispose(() => void flush().catch(useToast().problem))
  return {
    mapping,
    options,
    isChanged,
    flush,
    setFormat,
    set(next) {
      mapping.value = next
      changed()
    },
    setOptions(next) {
      options.value = next
      changed()
    },
  }
}
