import { sql } from 'kysely'
import { linkRecords } from '../link.ts'
import type { RecordContext } from '../record-context.ts'
import { idsByCode } from './codes.ts'

const GROUPS = 'groups'

/** Links stock groups with the roles that their metadata names; only groups that have no such link yet and were made in this call. */
export async function seedGroupMembers(ctx: RecordContext): Promise<void> {
  const module = ctx.model.modules[GROUPS]
  const made = module ? await groupsMadeHere(ctx) : []
  if (!module || made.length === 0) return
  const roles = await idsByCode(ctx, 'roles')
  for (const { id, code } of made) {
    const group = ctx.model.groups.find(({ key }) => key === code)
    const wanted = { roles: group?.roles ?? [], roles_below: group?.rolesAndBelow ?? [] }
    for (const [link, codes] of Object.entries(wanted)) {
      if (module.links.some(({ key }) => key === link)) await linkAll(ctx, { id, link, others: codes.flatMap((role) => roles.get(role) ?? []) })
    }
  }
}

function groupsMadeHere({ database, changeSet }: RecordContext): Promise<{ id: string; code: string }[]> {
  return database.query(sql<{ id: string; code: string }>`
    select e.record as id, e.after ->> 'code' as code from app.change_event e
    where e.change_set = ${changeSet}::uuid and e.module = ${GROUPS} and e.action = 'create' and e.after ? 'code'`)
}

async function linkAll(ctx: RecordContext, { id, link, others }: { id: string; link: string; others: string[] }): Promise<void> {
  for (const other of others) await linkRecords(ctx, { module: GROUPS, id, link, other })
}
