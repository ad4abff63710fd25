import type { FieldModel, ModuleModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import { invalid, notFound } from '../../kernel/errors.ts'
import type { RecordContext } from '../../records/record-context.ts'
import type { ExportRequest } from '../../contract/api.ts'

/** One column of the file. */
export interface ExportColumn {
  /** Path of the field, through references where it has dots. */
  path: string
  heading: string
  field: FieldModel
  type: FieldType
}

/** The columns of an export, in the order asked for. Throws INVALID for a path that leads nowhere. */
export function exportColumns(ctx: RecordContext, request: ExportRequest): ExportColumn[] {
  const module = ctx.model.modules[request.module]
  if (!module) throw notFound()
  return request.fields.map((path) => columnFor(ctx, module, path))
}

function columnFor(ctx: RecordContext, module: ModuleModel, path: string): ExportColumn {
  const { locale } = ctx.actor
  const headings: string[] = []
  let current: ModuleModel | undefined = module
  let field: FieldModel | undefined
  for (const key of path.split('.')) {
    field = current?.fields.find((candidate) => candidate.key === key) ?? partOf(ctx, field, key)
    if (!field) break
    headings.push(field.label[locale])
    current = ctx.model.modules[field.to?.[0] ?? '']
  }
  const type = field && ctx.fieldTypes.get(field.type)
  if (!field || !type) throw invalid({ problems: [{ field: path, code: 'UNKNOWN_FIELD' }] })
  return { path, heading: headings.join(' · '), field, type }
}

/** A part of a field (`billing_address.city`) as a field. */
function partOf(ctx: RecordContext, field: FieldModel | undefined, key: string): FieldModel | undefined {
  const parts = field && ctx.fieldTypes.get(field.type)?.parts
  const part = parts && Object.hasOwn(parts, key) ? parts[key] : undefined
  return part && { key, type: part.type, label: part.label }
}
