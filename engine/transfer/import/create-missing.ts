import type { RecordContext } from '../../records/record-context.ts'
import { saveRecords } from '../../records/save/save-records.ts'
import { referredModules } from './resolve-references.ts'
import { namesToCreate } from './names-to-create.ts'
import type { MappedField, ResolvedImport } from './resolve-import.ts'

const BATCH = 500

/** Makes the records that references of the file name and that are not there yet, where the mapping asks for it; says whether there were any. Rows that refer to one that could not be made report it. */
export async function createMissing(ctx: RecordContext, { fields }: ResolvedImport): Promise<boolean> {
  for (const mapped of fields) await createFor(ctx, mapped)
  return fields.some((mapped) => namesToCreate(mapped).length > 0)
}

async function createFor(ctx: RecordContext, mapped: MappedField): Promise<void> {
  const texts = namesToCreate(mapped)
  const module = ctx.model.modules[referredModules(mapped)[0] ?? '']
  if (!module || texts.length === 0) return
  for (let start = 0; start < texts.length; start += BATCH) {
    const requests = texts.slice(start, start + BATCH).map((text) => ({ op: 'create' as const, values: { [module.nameField]: text } }))
    await saveRecords(ctx, { module: module.key, mode: 'each', requests })
  }
}
