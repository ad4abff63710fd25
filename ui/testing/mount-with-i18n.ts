import { mount, type VueWrapper } from '@vue/test-utils'
import type { Component } from 'vue'
import { i18n, switchLocale, withTexts } from '../i18n/i18n.ts'

/** Mounts a component in the document, with the real messages in English. */
export async function mountWithI18n(
  component: Component,
  options: { props?: Record<string, unknown>; slots?: Record<string, unknown> } = {},
): Promise<VueWrapper> {
  await withTexts(() => switchLocale('en'))
  return mount(component, { ...options, global: { plugins: [i18n] }, attachTo: document.body } as Parameters<typeof mount>[1])
}
