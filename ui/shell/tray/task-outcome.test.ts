import { describe, expect, it } from 'vitest'
import type { TaskInfo } from '../../../engine/contract/api.ts'
import { leftOut, taskOutcome } from './task-outcome.ts'

const ended = (more: Partial<TaskInfo>): TaskInfo => ({
  actor: '',
  id: 't',
  kind: 'demo',
  state: 'done',
  progress: { done: 0, total: 0 },
  createdAt: '',
  ...more,
})

describe('what came of a task', () => {
  it('is told in figures, what was left out among them', () => {
    const result = { created: 4210, refused: { members: { 'name DUPLICATE': 2 }, loans: { 'book REQUIRED': 1 } } }
    expect(taskOutcome(ended({ result })).figures).toEqual([
      { key: 'made', count: 4210, isLeftOut: undefined },
      { key: 'refused', count: 3, isLeftOut: true },
    ])
    expect(leftOut(ended({ result }))).toEqual([
      { about: 'members', reason: 'name DUPLICATE', count: 2 },
      { about: 'loans', reason: 'book REQUIRED', count: 1 },
    ])
  })

  it('names the records that were kept', () => {
    const task = ended({
      kind: 'demo-remove',
      result: { undone: 12, skipped: 1, kept: [{ module: 'members', record: 'm1', reason: 'EDITED', name: 'Mei Lin' }] },
    })
    expect(taskOutcome(task).figures.map(({ key, count }) => [key, count])).toEqual([
      ['removed', 12],
      ['kept', 1],
    ])
    expect(leftOut(task)).toEqual([{ about: 'members', reason: 'EDITED', count: 1, record: 'm1', name: 'Mei Lin' }])
  })

  it('leads to the import, and takes back what a change set holds', () => {
    expect(taskOutcome(ended({ kind: 'import', module: 'books', result: { create: 3, update: 0, skip: 0, error: 1, import: 'i1' } }))).toMatchObject({
      figures: [
        { key: 'made', count: 3 },
        { key: 'failed', count: 1 },
      ],
      place: '/imports/i1',
    })
    const bulk = { total: 2, changed: 2, unchanged: 0, skipped: 0, reasons: [], samples: [], changeSet: 'c1' }
    expect(taskOutcome(ended({ kind: 'bulk-update', result: bulk })).changeSet).toBe('c1')
    expect(taskOutcome(ended({ kind: 'bulk-update', result: { ...bulk, changed: 0 } })).changeSet).toBeUndefined()
  })

  it('says nothing of what has no result yet', () => {
    expect(taskOutcome(ended({ state: 'running' })).figures).toEqual([])
  })
})
