import { computed, type ComputedRef, ref, type Ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FieldValue } from '../../../engine/contract/api.ts'
import type { FieldModel } from '../../../engine/contract/model.ts'
import { problemOf } from '../../api/problem-error.ts'
import { loadProfile, type OwnValues, saveProfile } from '../../api/profile.ts'
import { asProblem, type ProblemLike, problemText } from '../../i18n/problem-text.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useMetadata } from '../../state/metadata.ts'
import { useSession } from '../../state/session.ts'

const USERS = 'users'
/** What is typed is saved when the typing rests. */
const TYPING_PAUSE = 700
const TYPED = new Set(['text', 'long_text', 'rich_text', 'phone', 'email'])

export interface Profile {
  own: Ref<OwnValues | null>
  failure: Ref<ProblemLike | null>
  errors: Ref<Record<string, string>>
  isSaving: ComputedRef<boolean>
  fieldsOf(keys: readonly string[]): FieldModel[]
  load(): Promise<void>
  set(field: FieldModel, value: FieldValue): void
}

/** The user's own record: every change is saved by itself and seen at once. */
export function useProfile(): Profile {
  const { t } = useI18n()
  const metadata = useMetadata()
  const session = useSession()
  const toast = useToast()
  const own = shallowRef<OwnValues | null>(null)
  const failure = shallowRef<ProblemLike | null>(null)
  const errors = ref<Record<string, string>>({})
  const saving = ref(0)
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  async function load(): Promise<void> {
    failure.value = null
    own.value = await loadProfile().catch((error: unknown) => {
      failure.value = asProblem(error)
      return null
    })
  }

  function set(field: FieldModel, value: FieldValue): void {
    if (!own.value) return
    own.value = { ...own.value, values: { ...own.value.values, [field.key]: value } }
    clearTimeout(timers.get(field.key))
    timers.set(
      field.key,
      setTimeout(() => void save(field.key, value), TYPED.has(field.type) ? TYPING_PAUSE : 0),
    )
  }

  async function save(key: string, value: FieldValue): Promise<void> {
    saving.value += 1
    try {
      const saved = await saveProfile({ [key]: value })
      const { [key]: _gone, ...others } = errors.value
      errors.value = others
      if (own.value) own.value = { labels: saved.labels, values: { ...own.value.values, [key]: saved.values[key] ?? null } }
      await session.load()
      toast.success(t('profile.saved'))
    } catch (error) {
      errors.value = { ...errors.value, [key]: problemText(problemOf(error)) }
    } finally {
      saving.value -= 1
    }
  }

  return {
    own,
    failure,
    errors,
    isSaving: computed(() => saving.value > 0),
    load,
    set,
    fieldsOf: (keys) => keys.flatMap((key) => metadata.findField(USERS, key) ?? []),
  }
}
