import { computed, type ComputedRef, ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AccessDraft } from '../../../engine/contract/access.ts'
import type { FieldValue, RecordData, Values } from '../../../engine/contract/api.ts'
import type { FieldModel } from '../../../engine/contract/model.ts'
import { problemOf } from '../../api/problem-error.ts'
import { updateRecord } from '../../api/records.ts'
import { problemByField } from '../../i18n/problem-text.ts'
import { useAttempt } from '../../kit/attempt/use-attempt.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useMetadata } from '../../state/metadata.ts'

/** The fields of a profile by what they are about; its matrix stands elsewhere. */
export const PROFILE_PARTS = {
  about: ['name', 'description'],
  special: ['view_all', 'modify_all', 'manage_users', 'admin'],
  limits: ['login_from', 'login_until', 'login_days', 'login_time_zone', 'allowed_addresses'],
} as const
const KEYS: ReadonlySet<string> = new Set(Object.values(PROFILE_PARTS).flat())
export type ProfilePart = keyof typeof PROFILE_PARTS

export interface ProfileForm {
  values: ShallowRef<Values>
  fieldsOf(part: ProfilePart): FieldModel[]
  set(key: string, value: FieldValue): void
  errors: Ref<Record<string, string>>
  /** What is wrong and belongs to none of the fields. */
  failure: Ref<string>
  isDirty: ComputedRef<boolean>
  /** What should be looked at before it is saved: who would see everything by it. */
  drafts: ComputedRef<AccessDraft[]>
  busy: Ref<boolean>
  save(): Promise<boolean>
}

/** What a profile is called, its rights to everything, and when and from where its people may sign in. */
export function useProfileForm(profile: RecordData): ProfileForm {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const metadata = useMetadata()
  const values = shallowRef<Values>({ ...profile.values })
  const errors = ref<Record<string, string>>({})
  const failure = ref('')
  const { busy, attempt } = useAttempt((error) => {
    const shown = problemByField(problemOf(error), (field) => KEYS.has(field))
    errors.value = shown.errors
    failure.value = shown.failure
  })
  const fieldsOf = (part: ProfilePart) => PROFILE_PARTS[part].flatMap((key) => metadata.findField(profile.module, key) ?? [])

  const changed = computed<Values>(() => {
    const keys = Object.values(PROFILE_PARTS).flat()
    return Object.fromEntries(keys.flatMap((key) => (textOf(values.value[key]) === textOf(profile.values[key]) ? [] : [[key, values.value[key] ?? null]])))
  })
  const drafts = computed<AccessDraft[]>(() => {
    const { view_all, modify_all, admin } = changed.value
    const rights = { ...flag('viewAll', view_all), ...flag('modifyAll', modify_all), ...flag('admin', admin) }
    return Object.keys(rights).length === 0 ? [] : [{ kind: 'profile_rights', profile: profile.id, ...rights }]
  })

  async function save(): Promise<boolean> {
    if (busy.value) return false
    errors.value = {}
    failure.value = ''
    return attempt(async () => {
      await updateRecord(profile, changed.value)
      toast.success(t('settings.saved'))
    })
  }

  return {
    values,
    fieldsOf,
    set(key, value) {
      values.value = { ...values.value, [key]: value }
    },
    errors,
    failure,
    isDirty: computed(() => Object.keys(changed.value).length > 0),
    drafts,
    busy,
    save,
  }
}

/** Nothing chosen, nothing typed and switched off are the same as blank. */
function textOf(value: FieldValue | undefined): string {
  const isBlank = value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)
  return JSON.stringify(isBlank ? null : value)
}

function flag<Key extends string>(key: Key, value: FieldValue | undefined): { [name in Key]?: boolean } {
  return value === undefined ? {} : ({ [key]: value === true } as { [name in Key]: boolean })
}
