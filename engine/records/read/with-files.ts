import type { FieldValue, RecordData } from '../../contract/api.ts'
import { findFiles } from '../../storage/files.ts'
import type { ModuleCall } from '../call/module-call.ts'

/** Shows files with their name, size and type instead of their bare id; one statement for a page of records, none where there are no files. */
export async function withFiles({ ctx, module }: ModuleCall, records: RecordData[]): Promise<void> {
  const keys = module.fields.filter(({ type }) => type === 'file' || type === 'files' || type === 'image').map(({ key }) => key)
  const ids = records.flatMap(({ values }) => keys.flatMap((key) => idsIn(values[key])))
  if (ids.length === 0) return

  const files = new Map((await findFiles(ctx.database, ids)).map((file) => [file.id, { ...file }]))
  const shown = (value: FieldValue): FieldValue => (Array.isArray(value) ? value.map(shown) : typeof value === 'string' ? (files.get(value) ?? value) : value)
  for (const { values, labels } of records) {
    for (const key of keys.filter((candidate) => idsIn(values[candidate]).length > 0)) {
      labels[key] = idsIn(values[key])
        .flatMap((id) => files.get(id)?.name ?? [])
        .join(', ')
      values[key] = shown(values[key] ?? null)
    }
  }
}

function idsIn(value: FieldValue | undefined): string[] {
  return [value ?? []].flat().filter((id) => typeof id === 'string')
}
