import { computed, type ComputedRef, reactive, ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AccessDraft } from '../../../engine/contract/access.ts'
import type { LookupOption, RecordData, Values } from '../../../engine/contract/api.ts'
import { problemOf } from '../../api/problem-error.ts'
import { createRecord, updateRecord } from '../../api/records.ts'
import { inviteUser } from '../../api/user-admin.ts'
import { useAttempt } from '../../kit/attempt/use-attempt.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { problemByField, problemText } from '../../i18n/problem-text.ts'
import { useSession } from '../../state/session.ts'

export interface UserForm {
  texts: { first_name: string; last_name: string; username: string; email: string }
  role: ShallowRef<LookupOption[]>
  profiles: ShallowRef<LookupOption[]>
  isAdmin: Ref<boolean>
  invites: Ref<boolean>
  errors: Ref<Record<string, string>>
  /** What is wrong and belongs to none of the fields. */
  failure: Ref<string>
  busy: Ref<boolean>
  /** What should be looked at before it is saved: other rights of somebody who is there already. */
  drafts: ComputedRef<AccessDraft[]>
  save(): Promise<void>
}

/** Makes or changes a user; `saved` hears the id. */
export function useUserForm(user: RecordData | undefined, saved: (id: string) => void): UserForm {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const session = useSession()
  const welcome = useWelcome()
  const text = (key: string) => String(user?.values[key] ?? '')
  const texts = reactive({ first_name: text('first_name'), last_name: text('last_name'), username: text('username'), email: text('email') })
  const role = shallowRef<LookupOption[]>(user?.values.role ? [{ module: 'roles', id: text('role'), label: user.labels.role ?? '' }] : [])
  const profiles = shallowRef<LookupOption[]>(chosenProfiles(user))
  const isAdmin = ref(user?.values.is_admin === true)
  const invites = ref(false)
  const errors = ref<Record<string, string>>({})
  const failure = ref('')
  const { busy, attempt } = useAttempt((error) => {
    const shown = problemByField(problemOf(error), (field) => FIELDS.has(field))
    errors.value = shown.errors
    failure.value = shown.failure
  })

  function changed(): Values {
    const wanted: Values = {
      ...Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, value.trim() || null])),
      role: role.value[0]?.id ?? null,
      profiles: profiles.value.map(({ id }) => id),
      is_admin: isAdmin.value,
    }
    const before = (key: string) => user?.values[key] ?? (key === 'profiles' ? [] : key === 'is_admin' ? false : null)
    return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before(key))))
  }

  const drafts = computed(() => (user && session.me?.isAdmin ? rightsDrafts(user.id, changed()) : []))

  async function save(): Promise<void> {
    if (busy.value) return
    errors.value = {}
    failure.value = ''
    await attempt(async () => {
      const values = changed()
      const record = user ? await updateRecord(user, values) : await createRecord('users', { values })
      if (!user) await welcome(record, invites.value)
      else toast.success(t('settings.saved'))
      saved(record.id)
    })
  }

  return { texts, role, profiles, isAdmin, invites, errors, failure, busy, drafts, save }
}

/** What of a change decides about rights, as a draft for the impact. */
function rightsDrafts(user: string, { role, profiles, is_admin }: Values): AccessDraft[] {
  const rights = {
    ...(role !== undefined && { role: role === null ? null : String(role) }),
    ...(Array.isArray(profiles) && { profiles: profiles.map(String) }),
    ...(is_admin !== undefined && { isAdmin: is_admin === true }),
  }
  return Object.keys(rights).length === 0 ? [] : [{ kind: 'user_rights', user, ...rights }]
}

/** A user who was added stays added, whether the mail can be sent or not. */
function useWelcome(): (user: RecordData, invites: boolean) => Promise<void> {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  return async ({ id, values }, invites) => {
    const name = String(values.name ?? '')
    if (!invites) return void toast.success(t('settings.user.created', { name }))
    try {
      await inviteUser(id)
      toast.success(t('settings.user.invited', { name }))
    } catch (error) {
      toast.error(`${t('settings.user.notInvited')} ${problemText(problemOf(error))}`)
    }
  }
}

const FIELDS: ReadonlySet<string> = new Set(['first_name', 'last_name', 'username', 'email', 'role', 'profiles', 'is_admin'])

/** The labels of a list of references come as one text. */
function chosenProfiles(user: RecordData | undefined): LookupOption[] {
  const { profiles } = user?.values ?? {}
  const labels = (user?.labels.profiles ?? '').split(', ')
  return Array.isArray(profiles) ? profiles.map((id, index) => ({ module: 'profiles', id: String(id), label: labels[index] ?? '' })) : []
}
