import type { AccessDraft, AccessImpact } from '../../contract/access.ts'
import type { ModuleModel } from '../../contract/model.ts'
import type { Access } from '../../access/compile-access.ts'
import { accessOf } from '../../access/access-of.ts'
import { forbidden } from '../../kernel/errors.ts'
import { changedModules, countByOwner, sampleChanges, type ReadScopes, type RowChange, sizeOfChange } from '../../query/scope/scope-change.ts'
import { findActiveIdentities, type Identity } from '../../storage/sign-in/identity.ts'
import type { RecordContext } from '../record-context.ts'
import { asIdentity } from './acting-as.ts'
import { withDraft } from './draft.ts'

/** So many users are asked, in the order of their names. */
const MOST_USERS = 1_000
/** Counting stops after this; what was not counted is missing from the answer, which says so. */
const LONGEST_MS = 20_000
const MOST_SAMPLED_USERS = 3

interface Pair {
  identity: Identity
  change: RowChange
  isChanged(module: string): boolean
}

/**
 * How many users would see how many records more or fewer if a draft were saved; nothing is. What goes through its parent is counted
 * by itself, after all that does not. For admins. Throws FORBIDDEN, INVALID, NOT_FOUND.
 */
export async function impactOf(ctx: RecordContext, draft: AccessDraft): Promise<AccessImpact> {
  if (!ctx.actor.isAdmin) throw forbidden()
  const started = performance.now()
  const all = await findActiveIdentities(ctx.database, MOST_USERS + 1)
  const identities = all.slice(0, MOST_USERS)
  const before = await accessesOf(ctx, identities)
  // Asked for again: a draft may make somebody an administrator.
  const after = await withDraft(ctx, draft, async (inside) => accessesOf(inside, await findActiveIdentities(inside.database, MOST_USERS)))
  const pairs = identities.flatMap((identity): Pair[] => {
    const [one, other] = [before.get(identity.userId), after.get(identity.userId)]
    return one && other ? [pairOf(ctx, identity, { before: readScopes(one), after: readScopes(other) })] : []
  })

  const modules: AccessImpact['modules'] = []
  let complete = all.length <= MOST_USERS
  const isLate = () => performance.now() - started > LONGEST_MS
  for (const module of Object.values(ctx.model.modules).toSorted((a, b) => parentsFirst(a) - parentsFirst(b))) {
    if (isLate()) {
      complete = false
      break
    }
    const found = await impactOn(ctx, { module, pairs, isLate })
    complete &&= found.complete
    if (found.impact) modules.push(found.impact)
  }
  return { modules, complete, users: { asked: identities.length, all: all.length }, milliseconds: Math.round(performance.now() - started) }
}

/** Orders modules: those that go through their parent behind the others. */
function parentsFirst({ access }: ModuleModel): number {
  return access.throughParent === undefined ? 0 : 1
}

const readScopes =
  (access: Access): ReadScopes =>
  (module) =>
    access.rowScope(module, 'read')

function pairOf({ model }: RecordContext, identity: Identity, change: RowChange): Pair {
  return { identity, change, isChanged: changedModules(model, change) }
}

async function accessesOf(ctx: RecordContext, identities: Identity[]): Promise<Map<string, Access>> {
  const accesses = new Map<string, Access>()
  for (const identity of identities) accesses.set(identity.userId, await accessOf(await asIdentity(ctx, identity)))
  return accesses
}

interface ModuleQuestion {
  module: ModuleModel
  pairs: Pair[]
  isLate(): boolean
}

async function impactOn(
  ctx: RecordContext,
  { module, pairs, isLate }: ModuleQuestion,
): Promise<{ impact: AccessImpact['modules'][number] | null; complete: boolean }> {
  const changed = pairs.filter(({ isChanged }) => isChanged(module.key)).map(({ identity, change }): Changed => ({ identity, change, gained: 0, lost: 0 }))
  if (changed.length === 0) return { impact: null, complete: true }

  const owners = await countByOwner(ctx, module.key)
  let counted = 0
  for (const user of changed) {
    if (isLate()) break
    Object.assign(user, await sizeOfChange(ctx, { module: module.key, change: user.change, owners }))
    counted += 1
  }
  const touched = changed.filter(({ gained, lost }) => gained + lost > 0).sort((a, b) => b.gained + b.lost - a.gained - a.lost)
  const sum = (key: 'gained' | 'lost') => touched.reduce((total, user) => total + user[key], 0)
  if (touched.length === 0) return { impact: null, complete: counted === changed.length }
  return {
    impact: {
      module: module.key,
      gaining: touched.filter(({ gained }) => gained > 0).length,
      losing: touched.filter(({ lost }) => lost > 0).length,
      gained: sum('gained'),
      lost: sum('lost'),
      samples: await samplesOf(ctx, module, touched.slice(0, MOST_SAMPLED_USERS)),
    },
    complete: counted === changed.length,
  }
}

interface Changed {
  identity: Identity
  change: RowChange
  gained: number
  lost: number
}

async function samplesOf(ctx: RecordContext, module: ModuleModel, users: Changed[]): Promise<AccessImpact['modules'][number]['samples']> {
  const samples: AccessImpact['modules'][number]['samples'] = []
  for (const { identity, change, gained, lost } of users) {
    const records = await sampleChanges(ctx, { module: module.key, change })
    samples.push({ user: { id: identity.userId, name: identity.name }, gained, lost, records })
  }
  return samples
}
