import { describe, expect, it } from 'vitest'
import type { RecordData } from '../../../../engine/contract/api.ts'
import type { ModuleModel } from '../../../../engine/contract/model.ts'
import { ProblemError } from '../../../api/problem-error.ts'
import { type BoardColumn, boardStep, conditionOfColumn, isOver, placeRecord } from './board-column.ts'
import { wantedFields } from './wanted-fields.ts'

const record = (id: string): RecordData => ({ id, module: 'books', version: 1, values: { status: 'open' }, labels: {}, can: { update: true } })
const column = (key: string | null, ids: string[]): BoardColumn => ({
  key,
  label: '',
  rows: ids.map(record),
  next: null,
  isLoading: false,
  count: ids.length,
  sum: null,
})
const key = (name: string, altKey = false) => ({ key: name, altKey, ctrlKey: false, metaKey: false })

describe('the columns of a board', () => {
  it('hold what the list holds, with their status or without one', () => {
    const filter = { field: 'pages', op: 'gt' as const, value: 3 }
    expect(conditionOfColumn(filter, 'status', 'open')).toEqual({ all: [filter, { field: 'status', op: 'is', value: 'open' }] })
    expect(conditionOfColumn(undefined, 'status', null)).toEqual({ field: 'status', op: 'is_blank' })
  })

  it('take a card out of the one and put it into the other, at its place', () => {
    const columns = [column('open', ['a', 'b']), column('done', ['c', 'd'])]
    placeRecord(columns, record('a'), { key: 'done', index: 1 })
    expect(columns.map(({ rows }) => rows.map(({ id }) => id))).toEqual([['b'], ['c', 'a', 'd']])
  })
})

it('a column with a limit is over it with one record more, never without a limit', () => {
  const limited = { ...column('open', ['a', 'b']), limit: 2 }
  expect([isOver(limited), isOver({ ...limited, count: 3 }), isOver(column('open', ['a', 'b']))]).toEqual([false, true, false])
})

describe('the keys of a board', () => {
  it('go from card to card, and with Alt take the card along sideways', () => {
    expect(boardStep(key('ArrowDown'))).toEqual({ kind: 'focus', columns: 0, rows: 1 })
    expect(boardStep(key('ArrowLeft'))).toEqual({ kind: 'focus', columns: -1, rows: 0 })
    expect(boardStep(key('ArrowRight', true))).toEqual({ kind: 'move', columns: 1, rows: 0 })
    expect(boardStep(key('ArrowDown', true))).toBeNull()
    expect(boardStep(key('x'))).toBeNull()
  })
})

describe('a refused move', () => {
  const fields = ['status', 'reason'].map((name) => ({ key: name, type: 'text', label: { en: name, 'zh-CN': name } }))
  const module = { key: 'books', fields } as unknown as ModuleModel
  const move = { module, field: fields[0] as ModuleModel['fields'][number], record: record('a'), to: 'lost' }
  const refused = (problems: { field: string; code: string; message?: string }[]) =>
    wantedFields(new ProblemError({ type: '', title: '', status: 422, code: 'INVALID', problems }), move)

  it('asks for the fields that the server named', () => {
    expect(refused([{ field: 'reason', code: 'REQUIRED', message: 'Fill this in.' }])).toMatchObject({
      to: 'lost',
      fields: [{ key: 'reason' }],
      errors: { reason: 'Fill this in.' },
    })
  })
  it('is only explained where it is the move itself that is wrong, or a field that nobody can fill in', () => {
    expect(refused([{ field: 'status', code: 'TRANSITION' }])).toBeNull()
    expect(
      refused([
        { field: 'reason', code: 'REQUIRED' },
        { field: 'hidden', code: 'REQUIRED' },
      ]),
    ).toBeNull()
    expect(refused([])).toBeNull()
  })
})
