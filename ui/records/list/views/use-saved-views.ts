import { type Ref, shallowRef, watch } from 'vue'
import { listViews, type SavedViews } from '../../../api/own-settings.ts'
import { useToast } from '../../../kit/overlay/toast.ts'

export interface SavedViewList {
  saved: Ref<SavedViews>
  isLoaded: Ref<boolean>
  /** Changes them on the server and loads them again; null where that failed, which is said. */
  change<T>(work: () => Promise<T>): Promise<T | null>
}

const NONE: SavedViews = { views: [], first: null }

/** The views that users saved for a module. */
export function useSavedViews(module: () => string | undefined): SavedViewList {
  const toast = useToast()
  const saved = shallowRef<SavedViews>(NONE)
  const isLoaded = shallowRef(false)

  async function load(): Promise<void> {
    const key = module()
    if (key === undefined) return
    // Without the saved views the stock ones still work.
    const answer = await listViews(key).catch((error: unknown) => {
      toast.problem(error)
      return NONE
    })
    if (module() !== key) return
    saved.value = answer
    isLoaded.value = true
  }

  async function change<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const result = await work()
      await load()
      return result
    } catch (error) {
      toast.problem(error)
      return null
    }
  }

  watch(
    module,
    () => {
      saved.value = NONE
      isLoaded.value = false
      void load()
    },
    { immediate: true },
  )
  return { saved, isLoaded, change }
}
