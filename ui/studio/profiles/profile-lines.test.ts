import { describe, expect, it } from 'vitest'
import type { ProfileLine } from '../../../engine/contract/access.ts'
import { actionsOf, sameLine, withActions, withField } from './profile-lines.ts'

const line = (...actions: ProfileLine['actions']): ProfileLine => ({ actions, fields: {} })

describe('a line of the profile matrix', () => {
  it('offers only actions that the module knows', () => {
    expect(actionsOf({ capabilities: ['import', 'history'] })).toEqual(['read', 'create', 'update', 'delete', 'import'])
  })

  it('gives seeing with every other right, and takes everything with seeing', () => {
    expect(withActions(line(), ['delete'], true).actions).toEqual(['read', 'delete'])
    expect(withActions(line('read', 'create', 'delete'), ['read'], false).actions).toEqual([])
    expect(withActions(line('read', 'create'), ['create'], false).actions).toEqual(['read'])
  })

  it('names a field only where it is not open', () => {
    const hidden = withField(line('read'), 'price', 'hidden')
    expect(hidden.fields).toEqual({ price: 'hidden' })
    expect(withField(hidden, 'price', 'write').fields).toEqual({})
  })

  it('is unchanged when it says the same in another order', () => {
    expect(sameLine(line('create', 'read'), { ...line('read', 'create'), viewAll: false })).toBe(true)
    expect(sameLine(line('read'), withField(line('read'), 'price', 'read'))).toBe(false)
  })
})
