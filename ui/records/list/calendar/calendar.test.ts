import { describe, expect, it } from 'vitest'
import type { RecordData, Values } from '../../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'
import { calendarFields, formsOf } from '../form/list-form.ts'
import { eventOf, fromClock, toClock, valuesOfMove } from './calendar-event.ts'
import { inRange } from './use-calendar-records.ts'

const field = (key: string, type: string, extra: object = {}): FieldModel => ({ key, type, label: { en: key, 'zh-CN': key }, ...extra })
const record = (values: Values): RecordData => ({ id: 'a', module: 'loans', version: 1, values, labels: {}, can: {} })
const days = { start: field('lent_on', 'date'), end: field('due_on', 'date') }
const times = { start: field('start_at', 'datetime'), end: field('end_at', 'datetime') }
const SHANGHAI = 'Asia/Shanghai'

describe('where a record stands in the calendar', () => {
  it('is every day from its start to its end, both included', () => {
    expect(eventOf(record({ lent_on: '2026-02-27', due_on: '2026-02-28' }), days, SHANGHAI)).toEqual({
      id: 'a',
      start: '2026-02-27',
      end: '2026-03-01',
      allDay: true,
    })
  })
  it('is a time as the clock of the user shows it', () => {
    const values = { start_at: '2026-03-01T20:30:00.000Z', end_at: '2026-03-01T21:00:00.000Z' }
    expect(eventOf(record(values), times, SHANGHAI)).toEqual({ id: 'a', start: '2026-03-02T04:30:00', end: '2026-03-02T05:00:00', allDay: false })
  })
  it('is nowhere without a start, and has no end before it', () => {
    expect(eventOf(record({ lent_on: null }), days, SHANGHAI)).toBeNull()
    expect(eventOf(record({ lent_on: '2026-02-27', due_on: '2026-01-01' }), days, SHANGHAI)).not.toHaveProperty('end')
  })
})

it('a record without a start stands where it is due', () => {
  const mixed = { start: times.start, due: field('due', 'date') }
  expect(eventOf(record({ start_at: null, due: '2026-03-05' }), mixed, SHANGHAI)).toEqual({ id: 'a', start: '2026-03-05', allDay: true })
  expect(eventOf(record({ start_at: '2026-03-01T00:00:00.000Z', due: '2026-03-05' }), mixed, SHANGHAI)).toMatchObject({ allDay: false })
  expect(inRange(mixed, { from: '2026-03-01', to: '2026-04-01' }, SHANGHAI)).toMatchObject({
    any: [{}, { all: [{ field: 'start_at', op: 'is_blank' }, { field: 'due' }, { field: 'due' }] }],
  })
})

describe('a record that was dragged', () => {
  it('gets the days on which it lies now', () => {
    expect(valuesOfMove({ start: '2026-03-05', end: '2026-03-07' }, days, SHANGHAI)).toEqual({ lent_on: '2026-03-05', due_on: '2026-03-06' })
  })
  it('gets the moments that the clock of the user shows; an end that it never had stays blank', () => {
    expect(valuesOfMove({ start: '2026-03-02T04:30:00Z', end: null }, times, SHANGHAI)).toEqual({ start_at: '2026-03-01T20:30:00.000Z' })
  })
  it('keeps its time over the night in which the clocks are changed', () => {
    expect(toClock(fromClock('2026-03-29T09:00:00', 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-03-29T09:00:00')
    expect(fromClock('2026-03-29T09:00:00', 'Europe/Berlin')).toBe('2026-03-29T07:00:00.000Z')
  })
})

it('the calendar asks for what begins in its days, and for what goes on from before', () => {
  expect(inRange({ start: days.start }, { from: '2026-03-01', to: '2026-04-01' }, SHANGHAI)).toEqual({
    all: [
      { field: 'lent_on', op: 'gte', value: '2026-03-01' },
      { field: 'lent_on', op: 'lt', value: '2026-04-01' },
    ],
  })
  expect(inRange(days, { from: '2026-03-01', to: '2026-04-01' }, SHANGHAI)).toMatchObject({
    all: [{ op: 'lt' }, { any: [{ field: 'lent_on' }, { field: 'due_on', op: 'gte' }] }],
  })
})

describe('the forms of a list', () => {
  const module = (extra: object) => ({ key: 'm', fields: [], capabilities: [], ...extra }) as unknown as ModuleModel
  it('are a board only with the capability and a status, a calendar only with a date of its own', () => {
    expect(formsOf(module({}))).toEqual(['list'])
    const status = field('status', 'picklist')
    expect(formsOf(module({ fields: [status, field('created_at', 'datetime', { system: true })], statusField: 'status', capabilities: ['kanban'] }))).toEqual([
      'list',
      'board',
    ])
    expect(formsOf(module({ fields: [status], statusField: 'status' }))).toEqual(['list'])
    expect(formsOf(module({ fields: [field('born', 'date')] }))).toEqual(['list', 'calendar'])
  })
  it('take the dates that the module names; an end of another kind is when things are due', () => {
    const fields = [field('born', 'date'), field('lent_on', 'date'), field('due_at', 'datetime')]
    expect(calendarFields(module({ fields, calendar: { start: 'lent_on', end: 'due_at' } }))).toEqual({ start: fields[1], due: fields[2] })
  })
})
