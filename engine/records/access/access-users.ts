import type { AccessUsers } from '../../contract/access.ts'
import type { RecordAction } from '../../contract/model.ts'
import { grantingLeaves } from '../../access/explain.ts'
import { forbidden, notFound } from '../../kernel/errors.ts'
import { findActiveIdentities } from '../../storage/sign-in/identity.ts'
import type { RecordContext } from '../record-context.ts'
import { asIdentity } from './acting-as.ts'
import { explainFor } from './explain-record.ts'
import { profileNamer } from './name-profiles.ts'

/** So many users are asked; an installation has some hundreds. */
const MOST_ASKED = 2_000
const MOST_SHOWN = 200
/** So many are asked at a time: the answer must not take all connections of the pool. */
const AT_ONCE = 3

/** Who can do something with a record, and by which rules. For admins. Throws NOT_FOUND, FORBIDDEN. */
export async function listAccessUsers(ctx: RecordContext, input: { module: string; id: string; action: RecordAction }): Promise<AccessUsers> {
  if (!ctx.actor.isAdmin) throw forbidden()
  if (!(await explainFor(ctx, input))) throw notFound()
  const identities = await findActiveIdentities(ctx.database, MOST_ASKED)
  const name = await profileNamer(ctx)
  const users: AccessUsers['users'] = []
  for (let at = 0; at < identities.length; at += AT_ONCE) {
    const asked = identities.slice(at, at + AT_ONCE).map(async (identity) => {
      const tree = await explainFor(await asIdentity(ctx, identity), input)
      if (!tree?.grants) return []
      const rules = grantingLeaves(tree).filter(({ rule }) => rule !== 'module')
      return [{ id: identity.userId, name: identity.name, rules: rules.map(({ rule, names }) => name(names ? { rule, names } : { rule })) }]
    })
    users.push(...(await Promise.all(asked)).flat())
  }
  return { users: users.slice(0, MOST_SHOWN), count: users.length, asked: identities.length }
}
