import '@fontsource-variable/inter/index.css'
import './styles.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { problemOf } from './api/problem-error.ts'
import { onSignedOut } from './api/request.ts'
import { i18n } from './i18n/i18n.ts'
import { registerMerge } from './records/merge/register-merge.ts'
import App from './shell/App.vue'
import { openSession } from './shell/open-session.ts'
import { createAppRouter } from './shell/router.ts'
import { places } from './state/places.ts'
import { firstLocale, useLocaleNow, useSession } from './state/session.ts'
import { followTheme } from './state/theme.ts'
import { registerBulk } from './records/bulk/register-bulk.ts'
import { registerExplain } from './studio/explain/register-explain.ts'
import { registerExport } from './transfer/export/register-export.ts'
import { registerWidgets } from './widgets/register.ts'

void start()

/** Stores are used before the application is mounted: what they load decides what is mounted. */
async function start(): Promise<void> {
  const app = createApp(App).use(createPinia()).use(i18n)
  followTheme()
  registerWidgets()
  registerBulk()
  registerExport()
  registerMerge()
  registerExplain()
  await useLocaleNow(firstLocale())
  try {
    await openSession()
  } catch (error) {
    const { default: StartFailure } = await import('./shell/StartFailure.vue')
    createApp(StartFailure, { problem: problemOf(error) })
      .use(i18n)
      .mount('#app')
    return
  }
  const router = createAppRouter()
  onSignedOut(() => {
    if (!useSession().isSignedIn) return
    useSession().forget()
    void router.push(places.signIn(router.currentRoute.value.fullPath))
  })
  app.use(router).mount('#app')
}
