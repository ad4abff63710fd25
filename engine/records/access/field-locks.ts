import { pathsIn } from '../../contract/condition-paths.ts'
import type { ModuleModel } from '../../contract/model.ts'
import type { Access } from '../../access/compile-access.ts'
import type { FieldLocks } from '../../access/explain.ts'
import { moduleCallOf } from '../call/module-call.ts'
import { isBlank } from '../hooks-batch.ts'
import type { RecordContext } from '../record-context.ts'
import { conditionTest } from '../save/check/condition-test.ts'
import { withReferencedValues } from '../save/check/referenced-values.ts'
import { loadStored } from '../save/load-stored.ts'

/** What a record as it stands says against writing one of its fields: the same that a save would find. */
export async function fieldLocks(ctx: RecordContext, access: Access, about: { module: ModuleModel; id: string; field?: string }): Promise<FieldLocks> {
  const field = about.module.fields.find(({ key }) => key === about.field)
  if (!field || (!field.writeOnce && !field.readOnlyIf)) return {}

  const call = moduleCallOf(ctx, { access, module: about.module })
  const stored = (await loadStored(call, { ids: [about.id], action: 'read', lock: false })).get(about.id)
  if (!stored) return {}

  const { readOnlyIf } = field
  const paths = pathsIn(readOnlyIf).filter((path) => path.includes('.'))
  const [values = stored.values] = await withReferencedValues(call, paths, [stored.values])
  return {
    ...(field.writeOnce && { isSet: !isBlank(values[field.key]) }),
    ...(readOnlyIf && { isLocked: conditionTest(call)(readOnlyIf, values) }),
  }
}
