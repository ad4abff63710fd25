import { sql } from 'kysely'
import type { ModuleCall } from '../../call/module-call.ts'
import { referredIn } from '../referred-records.ts'
import type { SaveItem } from '../save-request.ts'

/** Marks files that now belong to a record, so that the sweep of forgotten uploads leaves them alone. */
export async function attachFiles({ ctx, shape }: ModuleCall, items: SaveItem[]): Promise<void> {
  const fields = shape.fields.filter(({ field }) => ['file', 'files', 'image'].includes(field.type))
  const ids = items.flatMap((item) =>
    fields.filter(({ field }) => item.changed.has(field.key)).flatMap(({ field }) => referredIn(field, item.values[field.key] ?? null).map(({ id }) => id)),
  )
  if (ids.length > 0) await ctx.database.query(sql`update app.file set attached = true where id = any(${ids}::uuid[]) and not attached`)
}
