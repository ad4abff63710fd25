import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import IconBell from '~icons/lucide/bell'
import IconHouse from '~icons/lucide/house'
import IconKeyboard from '~icons/lucide/keyboard'
import IconLanguages from '~icons/lucide/languages'
import IconSignOut from '~icons/lucide/log-out'
import IconPlus from '~icons/lucide/plus'
import IconTheme from '~icons/lucide/sun-moon'
import IconTrash from '~icons/lucide/trash-2'
import IconUpload from '~icons/lucide/upload'
import IconUser from '~icons/lucide/user-round'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useMetadata } from '../../state/metadata.ts'
import { places } from '../../state/places.ts'
import { useTheme } from '../../state/theme.ts'
import { LOCALE_NAMES } from '../menu/locale-names.ts'
import { useAppearance } from '../menu/use-appearance.ts'
import { useMenuAreas } from '../menu/use-menu-areas.ts'
import { openShortcuts } from '../help/use-shortcut-sheet.ts'
import { leaveSession } from '../open-session.ts'
import type { PaletteEntry } from './palette-entry.ts'

/** What can be done from anywhere; the module that is open comes first. */
export function usePaletteActions(): ComputedRef<PaletteEntry[]> {
  const { t } = useI18n()
  const { labelWithin, locale } = useLocale()
  const route = useRoute()
  const router = useRouter()
  const metadata = useMetadata()
  const { theme } = useTheme()
  const { chooseLocale, chooseTheme } = useAppearance()
  const areas = useMenuAreas()

  const modules = computed(() => {
    const all = areas.value.flatMap((area) => area.modules)
    const isOpen = (module: ModuleModel) => module.key === route.params.module
    return [...all.filter(isOpen), ...all.filter((module) => !isOpen(module))]
  })
  const creations = computed<PaletteEntry[]>(() =>
    modules.value
      .filter((module) => metadata.allows(module.key, 'create'))
      .map((module) => ({
        key: `new:${module.key}`,
        label: t('shell.newOf', { module: labelWithin(module.label) }),
        icon: IconPlus,
        run: () => router.push(places.create(module.key)),
      })),
  )
  const imports = computed<PaletteEntry[]>(() =>
    modules.value
      .filter((module) => module.capabilities.includes('import') && metadata.allows(module.key, 'import'))
      .map((module) => ({
        key: `import:${module.key}`,
        label: t('shell.importOf', { modules: labelWithin(module.pluralLabel) }),
        icon: IconUpload,
        run: () => router.push(places.import(module.key)),
      })),
  )

  const general = computed<PaletteEntry[]>(() => [
    {
      key: 'theme',
      label: t(theme.value === 'dark' ? 'shell.toLight' : 'shell.toDark'),
      icon: IconTheme,
      run: () => chooseTheme(theme.value === 'dark' ? 'light' : 'dark'),
    },
    ...LOCALE_NAMES.filter(([key]) => key !== locale.value).map(([key, label]) => ({
      key: `locale:${key}`,
      label,
      hint: t('shell.user.language'),
      icon: IconLanguages,
      run: () => chooseLocale(key),
    })),
    { key: 'home', label: t('home.title'), icon: IconHouse, run: () => router.push('/') },
    { key: 'notifications', label: t('notifications.title'), icon: IconBell, run: () => router.push(places.notifications()) },
    { key: 'me', label: t('profile.title'), icon: IconUser, run: () => router.push(places.me()) },
    { key: 'keys', label: t('shortcuts.title'), hint: '?', icon: IconKeyboard, run: () => openShortcuts() },
    { key: 'bin', label: t('shell.user.bin'), icon: IconTrash, run: () => router.push(places.bin()) },
    { key: 'sign-out', label: t('shell.user.signOut'), icon: IconSignOut, run: () => leaveSession().then(() => router.push(places.signIn())) },
  ])
  return computed(() => [...creations.value.slice(0, 1), ...general.value, ...creations.value.slice(1), ...imports.value])
}
