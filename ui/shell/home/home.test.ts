import { describe, expect, it } from 'vitest'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { dueField, openAndMine, subjectFields, whenOf } from './use-own-activities.ts'
import { openAndOwned } from './use-own-pipeline.ts'

const field = (key: string, type: string, more: Partial<FieldModel> = {}): FieldModel => ({ key, type, label: { en: key, 'zh-CN': key }, ...more })
const module = (more: Partial<ModuleModel>): ModuleModel => ({ key: 'visits', nameField: 'name', fields: [], behaviors: [], ...more }) as unknown as ModuleModel

describe('own activities', () => {
  it('are due at their end where that is a day, else when they start', () => {
    const fields = [field('from', 'datetime'), field('until', 'date'), field('end', 'datetime')]
    expect(dueField(module({ fields, calendar: { start: 'from', end: 'until' } }))).toBe('until')
    expect(dueField(module({ fields, calendar: { start: 'from', end: 'end' } }))).toBe('from')
  })

  it('are overdue before today, or before now where they have a time; in the zone of the user', () => {
    const at = { today: '2026-11-25', timeZone: 'Asia/Shanghai', now: new Date('2026-11-24T18:00:00Z') }
    expect([whenOf('2026-11-24', at), whenOf('2026-11-25', at), whenOf('2026-11-26', at)]).toEqual(['overdue', 'today', 'later'])
    expect([whenOf('2026-11-24T17:59:00Z', at), whenOf('2026-11-24T18:30:00Z', at), whenOf('2026-11-25T17:00:00Z', at)]).toEqual(['overdue', 'today', 'later'])
    expect(whenOf(null, at)).toBe('later')
  })

  it('are those that metadata calls open, of the user alone', () => {
    const open = { field: 'state', op: 'is', value: 'planned' } as const
    expect(openAndMine(module({ timeline: { kind: 'activity', open } }))).toEqual({ all: [open, { field: 'owner', op: 'is_me' }] })
  })

  it('are about what their first reference to several modules names', () => {
    const fields = [field('who', 'reference', { to: ['members'] }), field('about', 'reference', { to: ['books', 'loans'] })]
    expect(subjectFields(module({ fields }))).toEqual(['about'])
  })
})

describe('the own pipeline', () => {
  it('leaves out the statuses in which nothing moves any more', () => {
    const flow = module({ statusField: 'state', behaviors: [{ use: 'flow', field: 'state', closed: ['done'] }] })
    expect(openAndOwned(flow)).toEqual({
      all: [
        { field: 'owner', op: 'is_me' },
        { field: 'state', op: 'is_none', value: ['done'] },
      ],
    })
    expect(openAndOwned(flow, 'new')).toEqual({
      all: [
        { field: 'owner', op: 'is_me' },
        { field: 'state', op: 'is', value: 'new' },
      ],
    })
  })
})
