import { accessOf } from '../../access/access-of.ts'
import { moduleCallOf } from '../call/module-call.ts'
import { findByIds } from '../get.ts'
import type { RecordContext } from '../record-context.ts'

/** The names of records by their ids, those in the recycle bin included: of what the actor may see, where names may be read at all. */
export async function namesOf(ctx: RecordContext, { module: key, ids }: { module: string; ids: string[] }): Promise<Map<string, string>> {
  const access = await accessOf(ctx)
  const module = Object.hasOwn(ctx.model.modules, key) ? ctx.model.modules[key] : undefined
  if (!module || ids.length === 0 || !access.canRead(key, module.nameField)) return new Map()
  const records = await findByIds(moduleCallOf(ctx, { access, module }), { ids, fields: [module.nameField], in: 'both' })
  return new Map(records.map(({ id, values }) => [id, String(values[module.nameField] ?? '')]))
}
