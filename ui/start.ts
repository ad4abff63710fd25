import { createPinia } from 'pinia'
import { createApp } from 'vue'
import type { Router } from 'vue-router'
import { problemOf } from './api/problem-error.ts'
import { onSignedOut } from './api/request.ts'
import { firstLocale } from './i18n/first-locale.ts'
import { i18n } from './i18n/i18n.ts'
import { registerMerge } from './records/merge/register-merge.ts'
import App from './shell/App.vue'
import { openSession } from './shell/open-session.ts'
import { createAppRouter } from './shell/router.ts'
import { places } from './state/places.ts'
import { useLocaleNow, useSession } from './state/session.ts'
import { followTheme } from './state/theme.ts'
import { registerBulk } from './records/bulk/register-bulk.ts'
import { registerExplain } from './studio/explain/register-explain.ts'
import { registerExport } from './transfer/export/register-export.ts'
import { registerWidgets } from './widgets/register.ts'

/** Mounts the application. Stores are used before that: what they load decides what is mounted. */
export async function start(): Promise<void> {
  const app = createApp(App).use(createPinia()).use(i18n)
  followTheme()
  registerWidgets()
  registerBulk()
  registerExport()
  registerMerge()
  registerExplain()
  const router = createAppRouter()
  fetchPage(router)
  const language = useLocaleNow(firstLocale())
  const session = openSession()
  try {
    await Promise.all([language, session])
  } catch (error) {
    const { default: StartFailure } = await import('./shell/StartFailure.vue')
    createApp(StartFailure, { problem: problemOf(error) })
      .use(i18n)
      .mount('#app')
    return
  }
  onSignedOut(() => {
    if (!useSession().isSignedIn) return
    useSession().forget()
    void router.push(places.signIn(router.currentRoute.value.fullPath))
  })
  app.use(router).mount('#app')
}

/** The page that the address leads to is fetched while it is not known yet who is signed in. */
function fetchPage(router: Router): void {
  for (const { components } of router.resolve(router.options.history.location).matched) {
    const page = components?.default
    if (typeof page === 'function') void (page as () => Promise<unknown>)().catch(() => {})
  }
}
