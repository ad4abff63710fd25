import type { GlobalTheme } from 'naive-ui'
import { type Ref, shallowRef, watch } from 'vue'
import type { ThemeName } from '../../tokens.ts'

/** Naive UI's theme; its dark one is fetched only by those who use it. */
export function useNaiveTheme(theme: Readonly<Ref<ThemeName>>): Readonly<Ref<GlobalTheme | null>> {
  const current = shallowRef<GlobalTheme | null>(null)
  watch(
    theme,
    async (name) => {
      const next = name === 'dark' ? (await import('./naive-dark.ts')).darkTheme : null
      if (theme.value === name) current.value = next
    },
    { immediate: true },
  )
  return current
}
