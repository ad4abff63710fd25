import { usePreferredDark } from '@vueuse/core'
import { computed, type ComputedRef, type Ref, ref, watch } from 'vue'
import type { Me } from '../../engine/contract/api.ts'
import { applyTokens, type ThemeName } from '../tokens.ts'

export type ThemeChoice = Me['theme']

const STORED = 'mortise.theme'
const choice = ref<ThemeChoice>(stored())

/** The theme that was chosen, and the one that is drawn (a system that turns dark takes the screen along). */
export function useTheme(): { choice: Ref<ThemeChoice>; theme: ComputedRef<ThemeName> } {
  const dark = usePreferredDark()
  const theme = computed<ThemeName>(() => (choice.value === 'system' ? (dark.value ? 'dark' : 'light') : choice.value))
  return { choice, theme }
}

/** Keeps the root element's variables in step; called once by the application. */
export function followTheme(): void {
  const { theme } = useTheme()
  watch(theme, (name) => applyTokens(name), { immediate: true })
  watch(choice, (value) => localStorage.setItem(STORED, value))
}

function stored(): ThemeChoice {
  const value = localStorage.getItem(STORED)
  return value === 'light' || value === 'dark' ? value : 'system'
}
