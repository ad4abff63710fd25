import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import type { ClientModel } from '../../../engine/contract/client-model.ts'
import type { NotificationInfo } from '../../../engine/contract/collaboration.ts'
import { useMetadata } from '../../state/metadata.ts'
import { mountWithI18n } from '../../testing/mount-with-i18n.ts'
import { type NotificationText, useNotificationText } from './use-notification-text.ts'

const books = {
  key: 'books',
  label: { en: 'Book', 'zh-CN': '图书' },
  pluralLabel: { en: 'Books', 'zh-CN': '图书' },
  fields: [{ key: 'status', type: 'picklist', label: { en: 'Status', 'zh-CN': '状态' } }],
}
const about = (more: Partial<NotificationInfo>): NotificationInfo => ({
  id: 'n',
  kind: 'changed',
  at: '',
  readAt: null,
  actor: { id: 'u', name: 'Dora' },
  module: 'books',
  record: { id: 'b', label: 'Emma' },
  count: 1,
  changeSet: null,
  ...more,
})

let text: NotificationText
beforeEach(async () => {
  setActivePinia(createPinia())
  useMetadata().model = { modules: { books } } as unknown as ClientModel
  const Host = defineComponent({
    setup() {
      text = useNotificationText()
      return () => null
    },
  })
  await mountWithI18n(Host)
})

it('says what happened to which record, and leads there', () => {
  expect([text.who(about({})), text.what(about({ kind: 'mention' })), text.place(about({}))]).toEqual(['Dora', 'mentioned you on Emma', '/m/books/b'])
  const stage = about({ kind: 'stage', change: { field: 'status', after: 'lent', afterLabel: 'Lent' } })
  expect(text.what(stage)).toBe('set Status of Emma to Lent')
})

it('says of many records how many, and leads to their list', () => {
  const many = about({ record: null, count: 12 })
  expect([text.what(many), text.place(many)]).toEqual(['changed 12 books', '/m/books'])
})

it('tells nothing of a field or a module that the user may not see', () => {
  expect(text.what(about({ kind: 'stage', change: { field: 'secret', after: 'x' } }))).toBe('changed Emma')
  expect(text.place(about({ module: 'hidden' }))).toBeNull()
})

it('says how long work has ended, which nobody did', () => {
  const task = about({ kind: 'task', record: null, task: { id: 't', kind: 'export', state: 'failed' } })
  expect([text.who(task), text.what(task)]).toEqual(['', 'Export of books failed'])
})
