import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Me } from '../../engine/contract/api.ts'
import type { Locale } from '../../engine/contract/label.ts'
import { ProblemError } from '../api/problem-error.ts'
import { speak } from '../api/request.ts'
import * as api from '../api/session.ts'
import { firstLocale, localeFor, rememberLocale } from '../i18n/first-locale.ts'
import { switchLocale } from '../i18n/i18n.ts'
import { type ThemeChoice, useTheme } from './theme.ts'

/** Who is signed in, and how the screens look to them. */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  /** Somebody has to choose a new password before anything else. */
  const mustChangePassword = computed(() => me.value?.mustChangePassword ?? false)
  const isSignedIn = computed(() => me.value !== null)

  /** Asks the server who is signed in; nobody is no error. */
  async function load(): Promise<void> {
    try {
      me.value = await api.loadMe()
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error
      me.value = null
      return
    }
    useTheme().choice.value = me.value.theme
    await useLocaleNow(localeFor(me.value.locale ?? '') ?? firstLocale())
  }

  async function signOut(): Promise<void> {
    await api.signOut()
    forget()
  }

  function forget(): void {
    me.value = null
  }

  /** Switches at once; the account follows, so that what the server words is in the same language. */
  async function setLocale(locale: Locale): Promise<void> {
    await useLocaleNow(locale)
    await save({ locale })
  }

  async function setTheme(theme: ThemeChoice): Promise<void> {
    useTheme().choice.value = theme
    await save({ theme })
  }

  async function save(change: Parameters<typeof api.saveMe>[0]): Promise<void> {
    if (me.value) me.value = await api.saveMe(change)
  }

  return { me, isSignedIn, mustChangePassword, load, signOut, forget, setLocale, setTheme }
})

/** Switches this browser to a language. */
export async function useLocaleNow(locale: Locale): Promise<void> {
  speak(locale)
  rememberLocale(locale)
  await switchLocale(locale)
}
