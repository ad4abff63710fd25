import { sql } from 'kysely'
import { notFound } from '../kernel/errors.ts'
import { linkTableOf } from '../storage/sql-names.ts'
import { tellLink } from './links/link-events.ts'
import { openLink, type LinkInput } from './links/open-link.ts'
import { findStoredLink } from './links/stored-link.ts'
import type { RecordContext } from './record-context.ts'

/** Takes the link between two records away. Throws NOT_FOUND where they are not linked, FORBIDDEN where the actor may change neither. */
export async function unlinkRecords(ctx: RecordContext, input: LinkInput): Promise<{ changeSet: string }> {
  await ctx.database.transaction((database) => unlink({ ...ctx, database }, input))
  return { changeSet: ctx.changeSet }
}

async function unlink(ctx: RecordContext, input: LinkInput): Promise<void> {
  const open = await openLink(ctx, input)
  const before = await findStoredLink(ctx, open)
  if (!before) throw notFound()
  await ctx.database.query(sql`delete from ${linkTableOf(open.link)} l where l.left_id = ${open.left}::uuid and l.right_id = ${open.right}::uuid`)
  await tellLink(ctx, open, { id: input.id, other: input.other, before, after: null })
}
