import '@fontsource-variable/inter/index.css'
import './styles.css'
import { askFirst } from './api/first-requests.ts'
import { firstLocale } from './i18n/first-locale.ts'
import { fetchTexts } from './i18n/texts.ts'

askFirst()
fetchTexts(firstLocale(), 'first').catch(() => {})
fetchPage(location.pathname)
void import('./start.ts').then(({ start }) => start())

/** The pages that are opened most come beside the application, whose router would ask for them later. It asks again for what does not come. */
function fetchPage(pathname: string): void {
  const isList = /^\/m\/[^/]+$/.test(pathname)
  const isRecord = /^\/m\/[^/]+\/[0-9a-f-]+$/.test(pathname)
  const page = isList ? import('./records/list/RecordListPage.vue') : isRecord ? import('./records/page/RecordPage.vue') : null
  page?.catch(() => {})
}
