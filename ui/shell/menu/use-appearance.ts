import { localeFor } from '../../i18n/first-locale.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useSession } from '../../state/session.ts'
import type { ThemeChoice } from '../../state/theme.ts'

/** Language and theme: they change at once, and are kept with the account. */
export function useAppearance(): { chooseLocale(locale: string): Promise<void>; chooseTheme(theme: ThemeChoice): Promise<void> } {
  const session = useSession()
  const report = useToast().problem
  return {
    async chooseLocale(locale) {
      await session.setLocale(localeFor(locale) ?? 'en').catch(report)
    },
    async chooseTheme(theme) {
      await session.setTheme(theme).catch(report)
    },
  }
}
