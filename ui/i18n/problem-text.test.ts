import { describe, expect, it } from 'vitest'
import { problemByField } from './problem-text.ts'

describe('a problem by field', () => {
  const refused = (problems: { field?: string; message?: string }[]) =>
    problemByField({ status: 422, message: 'Some values are not right.', problems }, (field) => field === 'name')

  it('stands at the fields that a form has, and beside them what belongs to none of them', () => {
    expect(refused([{ field: 'name', message: 'Fill this in.' }, { message: 'Ask an administrator.' }, { field: 'owner', message: 'Not found.' }])).toEqual({
      errors: { name: 'Fill this in.' },
      failure: 'Ask an administrator. Not found.',
    })
    expect(refused([{ field: 'name', message: 'Fill this in.' }]).failure).toBe('')
  })

  it('is said as a whole where nothing says where', () => {
    expect(refused([])).toEqual({ errors: {}, failure: 'Some values are not right.' })
  })
})
