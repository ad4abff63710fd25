import type { NDateLocale, NLocale } from 'naive-ui'
import { shallowRef, type ShallowRef, watch } from 'vue'
import { useLocale } from '../../i18n/use-locale.ts'

/** The language of Naive UI's own words (date pickers and the like); English is built in. */
export function useNaiveLocale(): { locale: ShallowRef<NLocale | null>; dateLocale: ShallowRef<NDateLocale | null> } {
  const { locale: current } = useLocale()
  const locale = shallowRef<NLocale | null>(null)
  const dateLocale = shallowRef<NDateLocale | null>(null)
  watch(
    current,
    async (name) => {
      const chinese = name === 'zh-CN' ? await import('./naive-zh-cn.ts') : null
      if (current.value !== name) return
      locale.value = chinese?.zhCN ?? null
      dateLocale.value = chinese?.dateZhCN ?? null
    },
    { immediate: true },
  )
  return { locale, dateLocale }
}
