import type { Operator } from '../contract/condition.ts'
import type { FieldModel, LinkModel, ModuleModel } from '../contract/model.ts'
import type { ColumnSpec, FieldType } from '../fields/field-type.ts'
import { isId } from '../kernel/uuid.ts'
import { unknownField } from './errors.ts'
import { moduleIn, typeOf, type QueryScope } from './query-scope.ts'

/** Segments of a path at most: four references and a field. */
export const LONGEST_PATH = 5

/** One step from a record to the record that a field of it refers to. */
export interface Hop {
  /** The module that is left, its field, and the module that is reached. */
  from: string
  field: FieldModel
  to: string
}

/** Where a path leads. */
export interface ResolvedField {
  path: string
  hops: Hop[]
  module: ModuleModel
  field: FieldModel
  type: FieldType
  /** The one column by which it is compared, sorted, grouped and summed. */
  column: { name: string; type: string; collation?: string }
  /** All columns of what is read: of the field, or of the part. */
  columns: ColumnSpec[]
  /** The part of the field that the path names. */
  part?: string
  family: FieldType['family']
  operators: readonly Operator[]
  sortable: boolean
  groupable: boolean
  summable: boolean
}

/**
 * Follows a path (`amount`, `account.industry`, `billing_address.city`, `owner`, `id`) from a module.
 * Throws INVALID/UNKNOWN_FIELD for a path that leads nowhere and for one that passes a module or field that the actor may not read.
 */
export function resolvePath(scope: QueryScope, moduleKey: string, path: string): ResolvedField {
  const segments = path.split('.')
  if (segments.length > LONGEST_PATH) throw unknownField(path)

  const hops: Hop[] = []
  let module = moduleIn(scope, moduleKey)
  for (const [index, key] of segments.entries()) {
    const field = readableField(scope, module, { key, path })
    const rest = segments.slice(index + 1)
    if (rest.length === 0) return resolvedField(scope, { path, hops, module }, field)
    const part = rest.length === 1 ? partOf(scope, field, rest[0] ?? '') : undefined
    if (part) return { ...resolvedField(scope, { path, hops, module }, field), ...part }
    const to = targetOf(scope, field)
    if (to === undefined) throw unknownField(path)
    hops.push({ from: module.key, field, to })
    module = moduleIn(scope, to)
  }
  throw unknownField(path)
}

/** An attribute of a link, `link.<field>`; undefined for any other path. Who sees the list sees the attributes. */
export function resolveLinkField(scope: QueryScope, link: LinkModel, path: string): ResolvedField | undefined {
  const [prefix, key, ...rest] = path.split('.')
  const field = prefix === 'link' && rest.length === 0 ? link.fields.find((candidate) => candidate.key === key) : undefined
  if (!field) return undefined
  const resolved = resolvedField(scope, { path, hops: [], module: moduleIn(scope, link.from) }, field)
  // What a reference is called is not joined here, and by its id nobody wants to sort.
  return { ...resolved, sortable: resolved.sortable && resolved.family !== 'reference' }
}

/** The modules that a reference leads to; `users` for the principals of owner fields, since a group has no fields to follow. */
export function targetsOf(field: FieldModel, type: FieldType): string[] {
  if (field.to && field.to.length > 0) return field.to
  if (type.family !== 'reference') return []
  const references = type.columns(field)[0]?.references
  if (!references) return []
  if ('module' in references) return [references.module]
  return references.table === 'app.principal' ? ['users'] : []
}

function targetOf(scope: QueryScope, field: FieldModel): string | undefined {
  const type = field === ID_FIELD ? ID_TYPE : typeOf(scope, field)
  const targets = targetsOf(field, type)
  return type.family === 'reference' && targets.length === 1 ? targets[0] : undefined
}

function readableField(scope: QueryScope, module: ModuleModel, { key, path }: { key: string; path: string }): FieldModel {
  if (key === 'id' && scope.rights.rowScope(module.key, 'read').kind !== 'none') return ID_FIELD
  const field = module.fields.find((candidate) => candidate.key === key)
  if (!field || !scope.rights.canRead(module.key, key)) throw unknownField(path)
  return field
}

function resolvedField(scope: QueryScope, at: Pick<ResolvedField, 'path' | 'hops' | 'module'>, field: FieldModel): ResolvedField {
  const type = field === ID_FIELD ? ID_TYPE : typeOf(scope, field)
  const columns = type.columns(field)
  const { operators, sortable, groupable, summable, family } = type
  const suffix = type.compareSuffix ?? ''
  const compared = columns.find((column) => column.suffix === suffix) ?? columns[0]
  const column = { name: field.key + suffix, type: compared?.type ?? 'text', collation: compared?.collation }
  return { ...at, field, type, column, columns, family, operators, sortable, groupable, summable }
}

/** A part takes the operators of the plain type that it has; a part of a type that nobody compares can be read only. */
function partOf(scope: QueryScope, field: FieldModel, key: string): Partial<ResolvedField> | undefined {
  const parts = field === ID_FIELD ? undefined : typeOf(scope, field).parts
  const part = parts && Object.hasOwn(parts, key) ? parts[key] : undefined
  if (!part) return undefined
  const spec = typeOf(scope, field)
    .columns(field)
    .find((column) => column.suffix === part.suffix)
  const type = scope.fieldTypes.get(part.type)
  if (!spec || !type) return undefined
  const { operators, sortable, groupable, summable, family } = type
  const column = { name: field.key + part.suffix, type: spec.type, collation: spec.collation }
  return { part: key, type, column, columns: [spec], family, operators, sortable, groupable, summable }
}

const ID_FIELD: FieldModel = { key: 'id', type: 'id', label: { en: 'Id', 'zh-CN': '标识' }, system: true }

/** The id of a record, compared like a reference. It is no field, so the registry does not know it. */
const ID_TYPE: FieldType = {
  name: 'id',
  label: ID_FIELD.label,
  parameters: {},
  columns: () => [{ suffix: '', type: 'uuid' }],
  schema: () => ({ type: 'string', format: 'uuid' }),
  parse: (raw) => (isId(raw) ? { ok: true, value: raw } : { ok: false, problems: [{ field: 'id', code: 'TYPE' }] }),
  toColumns: (value) => [value as string],
  fromColumns: ([cell]) => cell as string,
  text: (value) => String(value),
  operators: ['is', 'is_not', 'is_any', 'is_none'],
  sortable: true,
  groupable: false,
  summable: false,
  family: 'reference',
  safeChanges: [],
  widget: 'text',
}
