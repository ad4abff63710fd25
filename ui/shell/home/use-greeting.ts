import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSession } from '../../state/session.ts'

/** The words for this time of day, and the day itself, in the user's time zone. */
export function useGreeting(now: Date = new Date()): { greeting: ComputedRef<string>; day: ComputedRef<string> } {
  const { t, locale } = useI18n({ useScope: 'global' })
  const session = useSession()
  const timeZone = computed(() => session.me?.timeZone ?? 'UTC')
  return {
    greeting: computed(() => {
      const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: timeZone.value }).format(now))
      const part = hour < 5 ? 'evening' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
      return t(`home.greeting.${part}`, { name: session.me?.name ?? '' })
    }),
    day: computed(() =>
      new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : locale.value, {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        timeZone: timeZone.value,
      }).format(now),
    ),
  }
}
