import { computed, type ComputedRef, type Ref } from 'vue'
import type { FieldValue } from '../../../../engine/contract/api.ts'
import type { ModuleModel } from '../../../../engine/contract/model.ts'
import { createView, removeView, setViewDefault, updateView, type UserView, type ViewDefinition } from '../../../api/own-settings.ts'
import { useLocale } from '../../../i18n/use-locale.ts'
import { usePreferences } from '../../../state/preferences.ts'
import { useSession } from '../../../state/session.ts'
import { arrangeViews, type ListView, listViewsOf, type ViewChoice } from './list-view.ts'
import { useSavedViews } from './use-saved-views.ts'

/** The name of a view, and who may use it. */
export type NamedView = Pick<UserView, 'label' | 'shared' | 'roles' | 'groups'>

export interface ListViews {
  views: ComputedRef<ListView[]>
  /** The saved views are known: only then can a link to one be answered. */
  isLoaded: Ref<boolean>
  create(view: NamedView & { definition: ViewDefinition }): Promise<string | null>
  update(view: ListView, change: Partial<NamedView> & { definition?: ViewDefinition }): Promise<void>
  remove(view: ListView): Promise<void>
  /** Pins and the view that opens first, for this user. */
  choose(change: ViewChoice): void
  choice: ComputedRef<ViewChoice>
  /** For administrators: the roles for which a view opens first. */
  rolesOf(view: ListView): string[]
  setRoles(view: ListView, roles: string[]): Promise<void>
}

/** The stock views of a module and those that users saved. */
export function useListViews(module: () => ModuleModel | undefined): ListViews {
  const { locale } = useLocale()
  const session = useSession()
  const reader = computed(() => ({ locale: locale.value, role: session.me?.role ?? null }))
  const preferences = usePreferences()
  const { saved, isLoaded, change } = useSavedViews(() => module()?.key)
  const preferenceKey = computed(() => `views.${module()?.key ?? ''}`)
  const choice = computed(() => (preferences.get<FieldValue>(preferenceKey.value) ?? {}) as ViewChoice)
  const views = computed(() => arrangeViews(listViewsOf(module(), saved.value.views, reader.value), choice.value, saved.value.first))

  async function create(view: NamedView & { definition: ViewDefinition }): Promise<string | null> {
    const key = module()?.key ?? ''
    return (await change(() => createView({ ...view, module: key })))?.id ?? null
  }

  async function update(view: ListView, part: Partial<NamedView> & { definition?: ViewDefinition }): Promise<void> {
    const before = saved.value.views.find((candidate) => candidate.id === view.key)
    if (!before) return
    const { id, mine: _mine, ...body } = before
    await change(() => updateView(id, { ...body, ...part }))
  }

  async function remove(view: ListView): Promise<void> {
    await change(() => removeView(view.key))
  }

  return {
    views,
    isLoaded,
    create,
    update,
    remove,
    choice,
    choose: (next) => preferences.set(preferenceKey.value, { ...choice.value, ...next } as FieldValue),
    rolesOf: (view) => (saved.value.defaults ?? []).filter((entry) => entry.view === view.key).map((entry) => entry.role),
    async setRoles(view, roles) {
      await change(() => setViewDefault({ module: module()?.key ?? '', view: view.key, roles }))
    },
  }
}
