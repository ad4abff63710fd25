import { describe, expect, it } from 'vitest'
import { changesOf } from './entry-changes.ts'

describe('what an entry of the audit log changed', () => {
  it('is told field by field, before and after', () => {
    expect(changesOf({ kind: 'change', details: { before: { title: 'Emma' }, after: { title: 'Persuasion', pages: 3 } } })).toEqual([
      { field: 'title', before: 'Emma', after: 'Persuasion' },
      { field: 'pages', before: null, after: 3 },
    ])
  })

  it('is nothing where nothing was before or after, and where no record was changed', () => {
    expect(changesOf({ kind: 'change', details: { before: null, after: null } })).toEqual([])
    expect(changesOf({ kind: 'audit', details: { before: { minLength: 8 }, after: { minLength: 12 } } })).toEqual([])
  })
})
