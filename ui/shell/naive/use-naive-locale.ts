import { enUS, type NDateLocale, type NLocale } from 'naive-ui'
import { computed, type ComputedRef, shallowRef, type ShallowRef, watch } from 'vue'
import { weekStartOf } from '../../../engine/contract/formats.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useSession } from '../../state/session.ts'

/** The language of Naive UI's own words (date pickers and the like; English is built in), with the user's first day of the week. */
export function useNaiveLocale(): { locale: ComputedRef<NLocale>; dateLocale: ShallowRef<NDateLocale | null> } {
  const { locale: current } = useLocale()
  const session = useSession()
  const words = shallowRef<NLocale>(enUS)
  const dateLocale = shallowRef<NDateLocale | null>(null)
  watch(
    current,
    async (name) => {
      const chinese = name === 'zh-CN' ? await import('./naive-zh-cn.ts') : null
      if (current.value !== name) return
      words.value = chinese?.zhCN ?? enUS
      dateLocale.value = chinese?.dateZhCN ?? null
    },
    { immediate: true },
  )
  const locale = computed<NLocale>(() => {
    // Naive UI counts the days of the week from Monday.
    const firstDayOfWeek = ((weekStartOf(session.me?.formats) + 6) % 7) as NLocale['DatePicker']['firstDayOfWeek']
    return { ...words.value, DatePicker: { ...words.value.DatePicker, firstDayOfWeek } }
  })
  return { locale, dateLocale }
}
