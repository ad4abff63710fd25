import { expect, it } from 'vitest'
import { i18n, switchLocale, withTexts } from './i18n.ts'

it('fetches the texts on demand with what first needs them, and from then on with every language', async () => {
  await switchLocale('en')
  expect(i18n.global.te('settings.title')).toBe(false)
  expect(await withTexts(() => Promise.resolve('the screen'))).toBe('the screen')
  expect(i18n.global.t('settings.title')).toBe('Settings')
  await switchLocale('zh-CN')
  expect(i18n.global.t('settings.title')).toBe('系统设置')
})
