import { expect, it } from 'vitest'
import type { LayoutModel, ModuleModel } from '../../../engine/contract/model.ts'
import { chooseLayout } from './choose-layout.ts'

const layout = (name: string, whom?: LayoutModel['for']): LayoutModel => ({ columns: [name], ...(whom && { for: whom }) })
const module = {
  recordTypeField: 'contract',
  layouts: {
    form: layout('all'),
    'form.desk': layout('desk', { roles: ['desk'] }),
    'form.lease': layout('lease', { recordTypes: ['lease'] }),
    'form.desk-lease': layout('desk-lease', { roles: ['desk'], recordTypes: ['lease'] }),
    'quick-create': layout('quick', { roles: ['head'] }),
  },
} as unknown as ModuleModel
const chosen = (role: string | null, type?: string, kind = 'form') =>
  chooseLayout(module, { kind, role, values: type === undefined ? {} : { contract: type } })?.columns?.[0]

it('is the variant that says the most about the user and the record', () => {
  expect(chosen(null)).toBe('all')
  expect(chosen('desk')).toBe('desk')
  expect(chosen('head', 'lease')).toBe('lease')
  expect(chosen('desk', 'lease')).toBe('desk-lease')
})

it('is none where every one is for others', () => {
  expect(chosen('desk', undefined, 'quick-create')).toBeUndefined()
  expect(chosen('head', undefined, 'quick-create')).toBe('quick')
})
