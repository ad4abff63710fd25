import type { Action, Line, Module, Organisation, Rule, World } from '../model/world.ts'
import { closedWorld, keyOf, recordOf } from './closed-world.ts'

/** One right of the closed world turned over, and what it opens of one record to one user: said by hand, not by the model. */
export interface Flip {
  rule: string
  change(world: World): Partial<World>
  asks: string
  record: string
  opens: Action[]
}

type Kind = Rule['to']['kind']
const EVERYTHING: Action[] = ['read', 'update', 'delete']
const nothing = () => ({})
const book = (owner: string) => recordOf('book', owner)

const flip = (rule: string, [asks, record]: [asks: string, record: string], opens: Action[], change: Flip['change'] = nothing): Flip => ({
  rule,
  change,
  asks,
  record,
  opens,
})

const organisation =
  (value: Organisation, module: Module = 'books') =>
  (world: World) => ({ organisation: { ...world.organisation, [module]: value } })
/** Another line of ann's own profile. */
const line =
  (change: Partial<Line>, module: Module = 'books') =>
  ({ profiles }: World) => ({
    profiles: profiles.map((each) =>
      each.name === 'ann' ? { ...each, lines: { ...each.lines, [module]: { actions: [], fields: {}, ...each.lines[module], ...change } } } : each,
    ),
  })
const flags =
  (change: { viewAll?: boolean; modifyAll?: boolean }) =>
  ({ profiles }: World) => ({ profiles: profiles.map((each) => (each.name === 'ann' ? { ...each, ...change } : each)) })
const user =
  (name: string, change: object) =>
  ({ users }: World) => ({ users: users.map((each) => (each.name === name ? { ...each, ...change } : each)) })
const group =
  (change: object, name = 'circle') =>
  ({ groups }: World) => ({ groups: groups.map((each) => (each.name === name ? { ...each, ...change } : each)) })
const side = (text: string) => {
  const [kind, name] = text.split(' ') as [Kind, string]
  return { kind, id: keyOf(name) }
}
const rule =
  (from: string | { field: string; value: string }, to: string, more: Partial<Rule> = {}) =>
  (): Partial<World> => ({
    rules: [
      {
        name: 'flip',
        module: 'books',
        from: typeof from === 'string' ? side(from) : { kind: 'condition', ...from },
        to: side(to),
        access: 'read',
        related: [],
        ...more,
      },
    ],
  })
const share =
  (principal: string, access: 'read' | 'write' = 'read', record = book('cid')) =>
  (): Partial<World> => ({ shares: [{ record, principal: keyOf(principal), access }] })
const both =
  (...changes: Flip['change'][]) =>
  (world: World) =>
    changes.reduce<Partial<World>>((sum, change) => ({ ...sum, ...change({ ...world, ...sum }) }), {})
const holds = (members: string[], more: object = {}) => group({ members: members.map(keyOf), ...more })

const PROFILES: Flip[] = [
  flip('a profile without reading closes even what one owns', ['ann', book('ann')], [], line({ actions: ['update', 'delete'] })),
  flip(
    'a profile without changing leaves reading and deleting of what one owns',
    ['ann', book('ann')],
    ['read', 'delete'],
    line({ actions: ['read', 'delete'] }),
  ),
  flip(
    'a profile without deleting leaves reading and changing of what one owns',
    ['ann', book('ann')],
    ['read', 'update'],
    line({ actions: ['read', 'update'] }),
  ),
  flip('who has no profile may do nothing with what it owns', ['ann', book('ann')], [], user('ann', { profiles: [] })),
  flip('an empty profile beside another takes nothing away', ['ann', book('ann')], EVERYTHING, user('ann', { profiles: ['ann', 'spare'] })),
  flip(
    'a second profile adds what the first does not give',
    ['ann', book('ann')],
    EVERYTHING,
    both(line({ actions: ['read'] }), user('ann', { profiles: ['ann', 'plain'] })),
  ),
  flip('"view all" opens every record for reading', ['ann', book('cid')], ['read'], flags({ viewAll: true })),
  flip('"modify all" opens every record for everything', ['ann', book('cid')], EVERYTHING, flags({ modifyAll: true })),
  flip('"view all" of a module opens its records for reading', ['ann', book('cid')], ['read'], line({ viewAll: true })),
  flip('"modify all" of a module opens its records for everything', ['ann', book('cid')], EVERYTHING, line({ modifyAll: true })),
  flip('"view all" of another module opens nothing', ['ann', book('cid')], [], line({ viewAll: true }, 'loans')),
  flip('"view all" of one user opens nothing to another', ['abe', book('cid')], [], flags({ viewAll: true })),
  flip(
    '"modify all" gives no action that the profile does not have',
    ['ann', book('cid')],
    ['read'],
    both(flags({ modifyAll: true }), line({ actions: ['read'] })),
  ),
]

const DEFAULTS: Flip[] = [
  flip('a private module closes what others own', ['ann', book('cid')], []),
  flip('a module that all may read opens reading alone', ['ann', book('cid')], ['read'], organisation('public_read')),
  flip('a module that all may change opens reading and changing', ['ann', book('cid')], ['read', 'update'], organisation('public_read_write')),
  flip('a module in which all may delete opens everything', ['ann', book('cid')], EVERYTHING, organisation('public_delete')),
  flip(
    'a default gives no action that the profile does not have',
    ['ann', book('cid')],
    ['read'],
    both(organisation('public_delete'), line({ actions: ['read'] })),
  ),
  flip('the default of another module opens nothing', ['ann', book('cid')], [], organisation('public_delete', 'loans')),
  flip('a default counts for who has no role, too', ['eve', book('cid')], ['read'], organisation('public_read')),
]

const OWNERS: Flip[] = [
  flip('the owner may read, change and delete', ['ann', book('ann')], EVERYTHING),
  flip('a superior may do what the owner may', ['ann', book('bob')], EVERYTHING),
  flip('a superior two levels above may do what the owner may', ['dan', book('bob')], EVERYTHING),
  flip('those below do not reach what their superior owns', ['bob', book('ann')], []),
  flip('those of one role do not reach what the others own', ['abe', book('ann')], []),
  flip('another branch of the tree is closed', ['cid', book('bob')], []),
  flip('who has no role reaches nothing of others', ['eve', book('bob')], []),
  flip('what somebody without a role owns is closed to the top of the tree', ['dan', book('eve')], []),
  flip('a role that is put below another opens what its users own', ['ann', book('cid')], EVERYTHING, ({ roles }) => ({
    roles: roles.map((role) => (role.name === 'side' ? { ...role, parent: keyOf('mid') } : role)),
  })),
  flip('a user who moves to another branch loses what those below own', ['ann', book('bob')], [], user('ann', { role: keyOf('side') })),
  flip('a user who moves under somebody is led by them', ['ann', book('cid')], EVERYTHING, user('cid', { role: keyOf('low') })),
  flip('what a group owns is closed to who is not in it', ['ann', book('circle')], []),
  flip('what a group owns is its members’ own', ['ann', book('circle')], EVERYTHING, holds(['ann'])),
  flip(
    'what a group owns is that of members of groups within',
    ['ann', book('circle')],
    EVERYTHING,
    both(holds([], { subgroups: [keyOf('inner')] }), group({ members: [keyOf('ann')] }, 'inner')),
  ),
  flip('a group within does not own what the outer one’s members own', ['ann', book('cid')], [], holds(['ann', 'cid'])),
  flip('what a group owns is closed to the superior of a member', ['ann', book('circle')], [], holds(['bob'])),
]

const RULES: Flip[] = [
  flip('a sharing rule from role to role opens reading', ['ann', book('cid')], ['read'], rule('role side', 'role mid')),
  flip(
    'a sharing rule for writing opens reading and changing, not deleting',
    ['ann', book('cid')],
    ['read', 'update'],
    rule('role side', 'role mid', { access: 'write' }),
  ),
  flip(
    'a sharing rule gives no action that the profile does not have',
    ['ann', book('cid')],
    ['read'],
    both(rule('role side', 'role mid', { access: 'write' }), line({ actions: ['read', 'delete'] })),
  ),
  flip('a sharing rule to a role does not reach the role above', ['ann', book('cid')], [], rule('role side', 'role low')),
  flip('a sharing rule to a role does not reach the role below', ['bob', book('cid')], [], rule('role side', 'role mid')),
  flip('a sharing rule to a role and below reaches the role', ['ann', book('cid')], ['read'], rule('role side', 'role_and_below mid')),
  flip('a sharing rule to a role and below reaches the role below', ['bob', book('cid')], ['read'], rule('role side', 'role_and_below mid')),
  flip('a sharing rule to a role and below does not reach the role above', ['ann', book('cid')], [], rule('role side', 'role_and_below low')),
  flip('a sharing rule from a role does not cover the role below', ['cid', book('bob')], [], rule('role mid', 'role side')),
  flip('a sharing rule from a role and below covers the role below', ['cid', book('bob')], ['read'], rule('role_and_below mid', 'role side')),
  flip('a sharing rule from a role and below does not cover the role above', ['cid', book('dan')], [], rule('role_and_below mid', 'role side')),
  flip('a sharing rule from a group covers what its members own', ['ann', book('cid')], ['read'], both(holds(['cid']), rule('group circle', 'role mid'))),
  flip('a sharing rule from a group covers what the group owns', ['ann', book('circle')], ['read'], rule('group circle', 'role mid')),
  flip(
    'a sharing rule from a group covers what a group within owns',
    ['ann', book('circle')],
    ['read'],
    both(group({ subgroups: [keyOf('circle')] }, 'inner'), rule('group inner', 'role mid')),
  ),
  flip(
    'a sharing rule from a group within does not cover what the outer one owns',
    ['ann', book('circle')],
    [],
    both(group({ subgroups: [keyOf('inner')] }), rule('group inner', 'role mid')),
  ),
  flip('a sharing rule from a group does not cover what others own', ['ann', book('cid')], [], both(holds(['eve']), rule('group circle', 'role mid'))),
  flip('a sharing rule to a group reaches its members', ['ann', book('cid')], ['read'], both(holds(['ann']), rule('role side', 'group circle'))),
  flip('a sharing rule to a group does not reach others', ['abe', book('cid')], [], both(holds(['ann']), rule('role side', 'group circle'))),
  flip(
    'a sharing rule to a group reaches members of groups within',
    ['ann', book('cid')],
    ['read'],
    both(holds([], { subgroups: [keyOf('inner')] }), group({ members: [keyOf('ann')] }, 'inner'), rule('role side', 'group circle')),
  ),
  flip(
    'a sharing rule to a group within does not reach the outer one',
    ['ann', book('cid')],
    [],
    both(holds(['ann'], { subgroups: [keyOf('inner')] }), rule('role side', 'group inner')),
  ),
  flip(
    'groups that hold each other in a circle have the members of both',
    ['ann', book('cid')],
    ['read'],
    both(holds(['ann'], { subgroups: [keyOf('inner')] }), group({ subgroups: [keyOf('circle')] }, 'inner'), rule('role side', 'group inner')),
  ),
  flip('a group has those of its roles', ['ann', book('cid')], ['read'], both(holds([], { roles: [keyOf('mid')] }), rule('role side', 'group circle'))),
  flip('a group with a role has not those below', ['bob', book('cid')], [], both(holds([], { roles: [keyOf('mid')] }), rule('role side', 'group circle'))),
  flip(
    'a group with a role and below has those below',
    ['bob', book('cid')],
    ['read'],
    both(holds([], { rolesBelow: [keyOf('mid')] }), rule('role side', 'group circle')),
  ),
  flip('a rule by a condition covers what meets it', ['ann', book('cid')], ['read'], rule({ field: 'genre', value: 'fiction' }, 'role mid')),
  flip('a rule by a condition covers nothing else', ['ann', book('eve')], [], rule({ field: 'genre', value: 'fiction' }, 'role mid')),
  flip('a rule of another module opens nothing', ['ann', book('cid')], [], rule('role side', 'role mid', { module: 'loans' })),
  flip(
    'related records follow a rule that names their module',
    ['ann', recordOf('loan', 'cid')],
    ['read'],
    rule('role side', 'role mid', { related: ['loans'] }),
  ),
  flip(
    'related records follow a rule by a condition',
    ['ann', recordOf('loan', 'cid')],
    ['read', 'update'],
    rule({ field: 'genre', value: 'fiction' }, 'role mid', { related: ['loans'], access: 'write' }),
  ),
  flip('related records do not follow a rule that does not name their module', ['ann', recordOf('loan', 'cid')], [], rule('role side', 'role mid')),
]

const SHARES: Flip[] = [
  flip('a record that was shared by hand can be read', ['ann', book('cid')], ['read'], share('ann')),
  flip('a record that was shared for writing can be changed, not deleted', ['ann', book('cid')], ['read', 'update'], share('ann', 'write')),
  flip('a record that was shared with one is closed to another', ['abe', book('cid')], [], share('ann', 'write')),
  flip('another record than the shared one stays closed', ['ann', book('eve')], [], share('ann', 'write')),
  flip('a record that was shared with somebody below stays closed to the superior', ['ann', book('cid')], [], share('bob', 'write')),
  flip('a share gives no action that the profile does not have', ['ann', book('cid')], ['read'], both(share('ann', 'write'), line({ actions: ['read'] }))),
  flip('a record that was shared with a group can be read by its members', ['ann', book('cid')], ['read'], both(holds(['ann']), share('circle'))),
  flip(
    'a record that was shared with a group can be read by members of groups within',
    ['ann', book('cid')],
    ['read'],
    both(holds([], { subgroups: [keyOf('inner')] }), group({ members: [keyOf('ann')] }, 'inner'), share('circle')),
  ),
  flip('a shared book does not open its loans', ['ann', recordOf('loan', 'cid')], [], share('ann', 'write')),
]

const PARENTS: Flip[] = [
  flip('a comment is closed where its record is', ['ann', recordOf('comment', 'cid')], []),
  flip('a comment can be read where its record can', ['ann', recordOf('comment', 'bob')], ['read']),
  flip('a comment on a shared record can be read', ['ann', recordOf('comment', 'cid')], ['read'], share('ann', 'write')),
  flip('a comment on a record that all may read can be read', ['ann', recordOf('comment', 'cid')], ['read'], organisation('public_read')),
  flip('its author loses a comment with its record', ['eve', recordOf('comment', 'cid')], []),
  flip('its author may change and delete a comment on a record that it may read', ['eve', recordOf('comment', 'cid')], EVERYTHING, share('eve')),
]

export const FLIPS: readonly Flip[] = [...PROFILES, ...DEFAULTS, ...OWNERS, ...RULES, ...SHARES, ...PARENTS]

export function flipped({ change }: Flip): World {
  const world = closedWorld()
  return { ...world, ...change(world) }
}
