import { type Component, computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import IconAudit from '~icons/lucide/scroll-text'
import IconGroups from '~icons/lucide/users'
import IconProfiles from '~icons/lucide/shield-check'
import IconSharing from '~icons/lucide/share-2'
import IconSignIn from '~icons/lucide/key-round'
import IconRoles from '~icons/lucide/network'
import IconUsers from '~icons/lucide/user-round'
import { useMetadata } from '../../state/metadata.ts'
import { places, type SettingsSection } from '../../state/places.ts'
import { useSession } from '../../state/session.ts'

export interface SettingsLink {
  key: SettingsSection
  label: string
  icon: Component
  to: string
}

const ICONS: readonly [SettingsSection, Component][] = [
  ['users', IconUsers],
  ['roles', IconRoles],
  ['profiles', IconProfiles],
  ['groups', IconGroups],
  ['sharing', IconSharing],
  ['sign-in', IconSignIn],
  ['audit', IconAudit],
]

/** The settings that the user may open: administrators all of them, who manages the users below only those. */
export function useSettingsSections(): ComputedRef<SettingsLink[]> {
  const { t } = useI18n({ useScope: 'global' })
  const session = useSession()
  const metadata = useMetadata()
  const may = (key: SettingsSection) => session.me?.isAdmin || (key === 'users' && metadata.allows('users', 'update'))
  return computed(() => ICONS.filter(([key]) => may(key)).map(([key, icon]) => ({ key, icon, label: t(`settings.sections.${key}`), to: places.settings(key) })))
}
