import { computed, type ComputedRef, type Ref, shallowRef, watch } from 'vue'
import type { ModuleModel } from '../../../../engine/contract/model.ts'
import { createView, listViews, removeView, updateView, type UserView, type ViewDefinition } from '../../../api/own-settings.ts'
import { useLocale } from '../../../i18n/use-locale.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { type ListView, listViewsOf } from './list-view.ts'

export interface ListViews {
  views: ComputedRef<ListView[]>
  /** The saved views are known: only then can a link to one be answered. */
  isLoaded: Ref<boolean>
  create(label: string, shared: boolean, definition: ViewDefinition): Promise<string | null>
  update(view: ListView, change: { label?: string; shared?: boolean; definition?: ViewDefinition }): Promise<void>
  remove(view: ListView): Promise<void>
}

/** The stock views of a module and those that users saved. */
export function useListViews(module: () => ModuleModel | undefined): ListViews {
  const { locale } = useLocale()
  const toast = useToast()
  const saved = shallowRef<UserView[]>([])
  const isLoaded = shallowRef(false)
  const views = computed(() => listViewsOf(module(), saved.value, locale.value))

  async function load(): Promise<void> {
    const key = module()?.key
    if (key === undefined) return
    // Without the saved views the stock ones still work.
    const answer = await listViews(key).catch((error: unknown) => {
      toast.problem(error)
      return { views: [] }
    })
    if (module()?.key !== key) return
    saved.value = answer.views
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

  async function create(label: string, shared: boolean, definition: ViewDefinition): Promise<string | null> {
    const key = module()?.key ?? ''
    return (await change(() => createView({ module: key, label, shared, definition })))?.id ?? null
  }

  async function update(view: ListView, part: { label?: string; shared?: boolean; definition?: ViewDefinition }): Promise<void> {
    const before = saved.value.find((candidate) => candidate.id === view.key)
    if (!before) return
    const { id, mine: _mine, ...body } = before
    await change(() => updateView(id, { ...body, ...part }))
  }

  async function remove(view: ListView): Promise<void> {
    await change(() => removeView(view.key))
  }

  watch(
    () => module()?.key,
    () => {
      saved.value = []
      isLoaded.value = false
      void load()
    },
    { immediate: true },
  )

  return { views, isLoaded, create, update, remove }
}
