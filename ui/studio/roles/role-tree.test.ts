import { describe, expect, it } from 'vitest'
import { mayStandBelow, placedRoles, type RoleNode, superiorAfter } from './role-tree.ts'

const role = (id: string, parent: string | null): RoleNode => ({ id, name: id, parent, version: 1 })
/** head > (east > (ann, bob), west > cid) */
const roles = [role('west', 'head'), role('cid', 'west'), role('head', null), role('bob', 'east'), role('east', 'head'), role('ann', 'east')]

describe('the tree of roles', () => {
  it('is drawn from the top down, roles of one superior by name', () => {
    expect(placedRoles(roles).map(({ id, level }) => `${id} ${level}`)).toEqual(['head 1', 'east 2', 'ann 3', 'bob 3', 'west 2', 'cid 3'])
  })

  it('leaves out what is folded, and keeps roles whose superior cannot be seen', () => {
    expect(placedRoles([...roles, role('lost', 'gone')], new Set(['east'])).map(({ id }) => id)).toEqual(['head', 'east', 'west', 'cid', 'lost'])
  })

  it('moves a role below the one before it, or out beside its superior', () => {
    expect(superiorAfter(roles, 'bob', 'in')).toBe('ann')
    expect(superiorAfter(roles, 'ann', 'in')).toBeUndefined()
    expect(superiorAfter(roles, 'ann', 'out')).toBe('head')
    expect(superiorAfter(roles, 'east', 'out')).toBeNull()
    expect(superiorAfter(roles, 'head', 'out')).toBeUndefined()
  })

  it('moves a role to the neighbour of its superior, up and down', () => {
    expect(superiorAfter(roles, 'ann', 'down')).toBe('west')
    expect(superiorAfter(roles, 'cid', 'up')).toBe('east')
    expect(superiorAfter(roles, 'cid', 'down')).toBeUndefined()
  })

  it('lets no role stand below itself or below one of its own', () => {
    expect(mayStandBelow(roles, 'head', 'cid')).toBe(false)
    expect(mayStandBelow(roles, 'east', 'east')).toBe(false)
    expect(mayStandBelow(roles, 'ann', 'east')).toBe(false)
    expect(mayStandBelow(roles, 'ann', 'cid')).toBe(true)
    expect(mayStandBelow(roles, 'east', null)).toBe(true)
  })
})
