import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { mountWithI18n } from '../../testing/mount-with-i18n.ts'
import { placedRoles, type RoleNode, superiorAfter } from './role-tree.ts'
import RoleTree from './RoleTree.vue'

enableAutoUnmount(afterEach)

const role = (id: string, parent: string | null): RoleNode => ({ id, name: id, parent, version: 1 })
/** head > (east > (ann, bob), west) */
const roles = [role('head', null), role('east', 'head'), role('west', 'head'), role('ann', 'east'), role('bob', 'east')]

const open = (collapsed: string[] = []) =>
  mountWithI18n(RoleTree, {
    props: {
      roles,
      placed: placedRoles(roles, new Set(collapsed)),
      collapsed: new Set(collapsed),
      userCounts: new Map([['ann', 2]]),
      canMove: (id: string, move: 'in' | 'out' | 'up' | 'down') => superiorAfter(roles, id, move) !== undefined,
    },
  })
const item = (tree: VueWrapper, id: string) => tree.get(`[data-role-id=${id}]`)
const focused = () => document.activeElement?.getAttribute('data-role-id')

describe('the tree of roles on the screen', () => {
  it('says of each role how deep it stands, whether it is folded, and how many have it', async () => {
    const tree = await open(['east'])
    expect(
      tree.findAll('[role=treeitem]').map((each) => [each.attributes('data-role-id'), each.attributes('aria-level'), each.attributes('aria-expanded')]),
    ).toEqual([
      ['head', '1', 'true'],
      ['east', '2', 'false'],
      ['west', '2', undefined],
    ])
    expect((await open()).get('[data-role-id=ann]').text()).toContain('2 users')
  })

  it('is moved by Alt and the arrows where there is a place to go, and says nothing of a move that is none', async () => {
    const tree = await open()
    await item(tree, 'bob').trigger('keydown', { key: 'ArrowRight', altKey: true })
    await item(tree, 'bob').trigger('keydown', { key: 'ArrowLeft', altKey: true })
    await item(tree, 'ann').trigger('keydown', { key: 'ArrowDown', altKey: true })
    await item(tree, 'ann').trigger('keydown', { key: 'ArrowRight', altKey: true })
    await item(tree, 'head').trigger('keydown', { key: 'ArrowLeft', altKey: true })
    expect(tree.emitted('move')).toEqual([
      ['bob', 'in'],
      ['bob', 'out'],
      ['ann', 'down'],
    ])
  })

  it('is walked by the arrows alone, which fold and unfold it', async () => {
    const tree = await open()
    await item(tree, 'head').trigger('keydown', { key: 'ArrowDown' })
    expect(focused()).toBe('east')
    await item(tree, 'east').trigger('keydown', { key: 'ArrowLeft' })
    expect(tree.emitted('toggle')).toEqual([['east']])
    await item(tree, 'ann').trigger('keydown', { key: 'ArrowLeft' })
    expect(focused()).toBe('east')
    await item(tree, 'east').trigger('keydown', { key: 'End' })
    expect(focused()).toBe('west')
    expect(tree.findAll('[tabindex="0"][role=treeitem]').map((each) => each.attributes('data-role-id'))).toEqual(['west'])
  })

  it('takes a role that is dropped on another one, but not on itself, its own superior or one below it', async () => {
    const tree = await open()
    const drag = async (from: string, onto: string) => {
      await item(tree, from).trigger('dragstart')
      await item(tree, onto).trigger('dragenter')
      await item(tree, onto).trigger('drop')
    }
    await drag('ann', 'west')
    await drag('ann', 'ann')
    await drag('ann', 'east')
    await drag('east', 'bob')
    expect(tree.emitted('drop')).toEqual([['ann', 'west']])
  })
})
