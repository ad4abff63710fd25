import type { FieldValue, FileValue, RecordData } from '../../contract/api.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { findFiles } from '../../storage/files.ts'
import type { ModuleCall } from '../call/module-call.ts'

const FILE_TYPES = new Set(['file', 'image', 'files'])

/** Fields hold the ids of files: their names, sizes and types are filled in here, one statement for all records. */
export async function nameFiles({ ctx, module }: ModuleCall, records: RecordData[]): Promise<void> {
  const keys = fileFields(module)
  const ids = new Set(records.flatMap(({ values }) => keys.flatMap((key) => idsIn(values[key] ?? null))))
  if (ids.size === 0) return
  const files = new Map((await findFiles(ctx.database, [...ids])).map((file) => [file.id, file]))
  for (const { values, labels } of records) {
    for (const key of keys) {
      const named = idsIn(values[key] ?? null).flatMap((id) => files.get(id) ?? [])
      if (named.length === 0) continue
      values[key] = Array.isArray(values[key]) ? named.map(toValue) : toValue(named[0])
      labels[key] = named.map(({ name }) => name).join(', ')
    }
  }
}

const known = new WeakMap<ModuleModel, string[]>()

function fileFields(module: ModuleModel): string[] {
  const keys = known.get(module) ?? module.fields.filter(({ type }) => FILE_TYPES.has(type)).map(({ key }) => key)
  known.set(module, keys)
  return keys
}

function idsIn(value: FieldValue): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
}

function toValue(file: FileValue | undefined): FieldValue {
  return file ? { ...file } : null
}
