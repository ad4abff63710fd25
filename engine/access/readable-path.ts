import type { FieldModel, Model, RelationModel } from '../contract/model.ts'
import type { Access } from './compile-access.ts'

/**
 * Whether the actor may read what a path leads to: a field of the module, or one behind references (`member.phone`). Where a reference
 * leads to one of several modules, one of them is enough. Parts of a value (`home.city`) go with their field.
 */
export function canReadPath(model: Model, access: Access, { module, path }: { module: string; path: string }): boolean {
  const [key = '', ...rest] = path.split('.')
  if (key === 'id') return access.allows(module, 'read')
  if (!access.canRead(module, key)) return false
  const targets = targetsOf(model.modules[module]?.fields.find((field) => field.key === key))
  return rest.length === 0 || targets.length === 0 || targets.some((target) => canReadPath(model, access, { module: target, path: rest.join('.') }))
}

/** The modules behind a reference; an owner is followed as a user, since a group has no fields to follow. */
function targetsOf(field: FieldModel | undefined): readonly string[] {
  if (field?.to && field.to.length > 0) return field.to
  return field?.type === 'user' || field?.type === 'owner' ? ['users'] : []
}

/** Whether a list of related records is there for the actor: one that holds together by a hidden reference would tell what stands in it. */
export function canReadRelation(access: Access, relation: RelationModel): boolean {
  return relation.kind === 'reference' ? access.canRead(relation.module, relation.field) : access.allows(relation.module, 'read')
}
