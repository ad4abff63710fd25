import { sql, type RawBuilder } from 'kysely'
import { columnOf, tableOf } from '../../storage/sql-names.ts'
import { compareColumnOf, fieldTypeOf } from '../../storage/columns.ts'
import type { Joins } from '../joins.ts'
import type { QueryScope } from '../query-scope.ts'
import { targetsOf, type ResolvedField } from '../resolve-path.ts'
import { visibleRows } from '../scope/row-predicate.ts'

/** Users and groups: their labels stand in app.principal and may be read by everybody who may read the field. */
const PRINCIPALS: readonly string[] = ['users', 'groups']

type LabelColumn = (joins: Joins) => RawBuilder<unknown>

/** SQL of the text that stands for a reference. undefined: the field refers to nothing, or what it refers to may not be read. */
export function labelColumn(scope: QueryScope, field: ResolvedField): LabelColumn | undefined {
  const targets = field.part === undefined ? targetsOf(field.field, field.type) : []
  const [target] = targets
  if (target === undefined) return undefined
  if (targets.every((each) => PRINCIPALS.includes(each)) && field.family === 'reference') return (joins) => columnOf('label', joins.principalOf(field))
  if (field.columns.length > 1) return (joins) => labelOfAny(scope, field, joins)
  if (field.family === 'choices') return (joins) => labelsOfList(scope, { field, target, joins })
  if (field.family !== 'reference') return undefined

  const name = nameColumn(scope, target)
  if (!name) return undefined
  const hop = { from: field.module.key, field: field.field, to: target }
  return (joins) => name(joins.aliasOf([...field.hops, hop]))
}

/** The column that names the records of a module, if the actor may read it. */
export function nameColumn(scope: QueryScope, moduleKey: string): ((alias: string) => RawBuilder<unknown>) | undefined {
  const module = Object.hasOwn(scope.model.modules, moduleKey) ? scope.model.modules[moduleKey] : undefined
  const field = module?.fields.find((each) => each.key === module.nameField)
  if (!module || !field || !scope.rights.canRead(module.key, field.key)) return undefined
  const column = compareColumnOf(field, scope.fieldTypes)
  const isText = fieldTypeOf(field, scope.fieldTypes).family === 'text'
  return (alias) => (isText ? columnOf(column, alias) : sql`${columnOf(column, alias)}::text`)
}

/** A reference to one of several modules keeps the module's key beside the id; only the branch of its module is looked up. */
function labelOfAny(scope: QueryScope, field: ResolvedField, joins: Joins): RawBuilder<unknown> {
  const alias = joins.aliasOf(field.hops)
  const id = columnOf(field.field.key, alias)
  const branches = targetsOf(field.field, field.type).flatMap((target) => {
    const label = nameOfOne(scope, target, sql`${columnOf('id', 'x')} = ${id}`)
    return label ? [sql` when ${target} then ${label}`] : []
  })
  if (branches.length === 0) return sql`null::text`
  return sql`case ${columnOf(`${field.field.key}_module`, alias)}${sql.join(branches, sql``)} end`
}

function nameOfOne(scope: QueryScope, target: string, test: RawBuilder<unknown>): RawBuilder<unknown> | undefined {
  const name = nameColumn(scope, target)
  if (!name) return undefined
  return sql`(select ${name('x')} from ${tableOf(target)} as x where ${test} and ${visibleRows(scope, { module: target, alias: 'x', action: 'read' })})`
}

/** A list of references: the texts in the order of the list. */
function labelsOfList(scope: QueryScope, { field, target, joins }: { field: ResolvedField; target: string; joins: Joins }): RawBuilder<unknown> {
  const list = joins.columnOf(field)
  const name = nameColumn(scope, target)
  if (!name) return sql`null::text`
  const names = sql`string_agg(${name('x')}, ', ' order by array_position(${list}, ${columnOf('id', 'x')}))`
  return sql`(select ${names} from ${tableOf(target)} as x where ${columnOf('id', 'x')} = any(${list}) and ${visibleRows(scope, { module: target, alias: 'x', action: 'read' })})`
}
