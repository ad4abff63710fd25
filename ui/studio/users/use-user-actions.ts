import { computed, type ComputedRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import IconAccess from '~icons/lucide/eye'
import IconBan from '~icons/lucide/ban'
import IconCheck from '~icons/lucide/circle-check'
import IconFields from '~icons/lucide/square-pen'
import IconKey from '~icons/lucide/key-round'
import IconRequire from '~icons/lucide/rotate-ccw-key'
import IconLock from '~icons/lucide/lock-open'
import IconMail from '~icons/lucide/mail'
import IconMask from '~icons/lucide/venetian-mask'
import IconShield from '~icons/lucide/shield-off'
import type { RecordData } from '../../../engine/contract/api.ts'
import type { UserSecurity } from '../../../engine/contract/sign-in.ts'
import { updateRecord } from '../../api/records.ts'
import { inviteUser, removeLock, removeSecondFactor, requirePasswordChange, sendPasswordReset } from '../../api/user-admin.ts'
import { useConfirm } from '../../kit/overlay/confirm.ts'
import type { MenuItem } from '../../kit/overlay/menu-item.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useSession } from '../../state/session.ts'

export type UserDialogName = 'access' | 'deactivate' | 'impersonate' | 'temporary'
interface UserActionsInput {
  user: ShallowRef<RecordData | null>
  security: ShallowRef<UserSecurity | null>
  open(dialog: UserDialogName): void
  changed(): Promise<void>
}
export interface UserActions {
  items: ComputedRef<MenuItem[]>
  run(key: string): Promise<void>
}

const ITEMS: readonly MenuItem[] = [
  { key: 'allFields', icon: IconFields },
  { key: 'access', icon: IconAccess },
  { key: 'invite', icon: IconMail },
  { key: 'sendReset', icon: IconMail },
  { key: 'temporary', icon: IconKey },
  { key: 'requireChange', icon: IconRequire },
  { key: 'removeFactor', icon: IconShield },
  { key: 'unlock', icon: IconLock },
  { key: 'impersonate', icon: IconMask },
  { key: 'activate', icon: IconCheck },
  { key: 'deactivate', icon: IconBan, danger: true },
]

/** For everybody who may change the user: they may also ask what the user may see. Nobody deactivates themselves. */
function ownRights({ values }: RecordData, isOneself: boolean): string[] {
  if (!values.active) return ['allFields', 'activate']
  return isOneself ? ['allFields', 'access'] : ['allFields', 'access', 'deactivate']
}

/** For who manages the user without being an administrator: they are not told whether the user has signed in already. */
function managerRights({ can, values }: RecordData, isOneself: boolean): string[] {
  return can.update && values.active && !isOneself ? ['invite', 'sendReset'] : []
}

function rightsOfAdmins(user: RecordData, security: UserSecurity | null, isOneself: boolean): string[] {
  if (!user.values.active) return []
  return [...adminRights(user, isOneself), ...(security ? securityRights(security) : [])]
}

/** For administrators, with users who can sign in; no administrator acts as another one. */
function adminRights({ values }: RecordData, isOneself: boolean): string[] {
  if (isOneself) return ['sendReset']
  const always = ['sendReset', 'temporary']
  return values.is_admin ? always : [...always, 'impersonate']
}

function securityRights({ hasPassword, lastSignInAt, locked, mustChangePassword, passkeys, totp }: UserSecurity): string[] {
  const invite = lastSignInAt === null ? 'invite' : ''
  const requireChange = hasPassword && !mustChangePassword ? 'requireChange' : ''
  return [invite, requireChange, totp || passkeys > 0 ? 'removeFactor' : '', locked ? 'unlock' : '']
}

/** What can be done with the account of a user, as far as the actor may: delegated administrators change, ask, invite and deactivate. */
export function useUserActions({ user, security, open, changed }: UserActionsInput): UserActions {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const session = useSession()
  const name = () => String(user.value?.values.name ?? '')

  function labelOf(key: string): string {
    if (key === 'access') return t('explain.user.title', { name: name() })
    return t(key === 'allFields' ? 'settings.users.allFields' : `settings.actions.${key}`)
  }
  const items = computed<MenuItem[]>(() => {
    if (!user.value) return []
    const isOneself = user.value.id === session.me?.id
    const more = session.me?.isAdmin ? rightsOfAdmins(user.value, security.value, isOneself) : managerRights(user.value, isOneself)
    const keys = new Set([...(user.value.can.update ? ownRights(user.value, isOneself) : []), ...more])
    return ITEMS.filter(({ key }) => keys.has(key)).map((item) => ({
      ...item,
      label: labelOf(item.key),
    }))
  })

  const direct = useDirectActions(name)

  async function run(key: string): Promise<void> {
    if (key === 'access' || key === 'deactivate' || key === 'impersonate' || key === 'temporary') return open(key)
    const act = direct[key]
    if (!act || !user.value) return
    try {
      const said = await act(user.value)
      if (said === null) return
      toast.success(said)
      await changed()
    } catch (error) {
      toast.problem(error)
    }
  }

  return { items, run }
}

/** The ones that are done at once; what they say when they are done, null when the question was answered with no. */
function useDirectActions(name: () => string): Record<string, (user: RecordData) => Promise<string | null>> {
  const { t } = useI18n({ useScope: 'global' })
  const confirm = useConfirm()
  return {
    async invite({ id }) {
      await inviteUser(id)
      return t('settings.user.invited', { name: name() })
    },
    async sendReset({ id }) {
      await sendPasswordReset(id)
      return t('settings.actions.resetSent', { name: name() })
    },
    async requireChange({ id }) {
      const confirmLabel = t('settings.actions.requireChange')
      if (!(await confirm({ title: t('settings.actions.requireChangeTitle', { name: name() }), text: t('settings.actions.requireChangeText'), confirmLabel })))
        return null
      await requirePasswordChange(id)
      return t('settings.actions.changeRequired', { name: name() })
    },
    async removeFactor({ id }) {
      const label = t('settings.actions.removeFactor')
      const question = { title: t('settings.actions.removeFactorTitle', { name: name() }), text: t('settings.actions.removeFactorText'), confirmLabel: label }
      if (!(await confirm({ ...question, danger: true }))) return null
      await removeSecondFactor(id)
      return t('settings.actions.factorRemoved')
    },
    async unlock({ id }) {
      await removeLock(id)
      return t('settings.actions.unlocked')
    },
    async activate(record) {
      await updateRecord(record, { active: true })
      return t('settings.actions.activated', { name: name() })
    },
  }
}
