import type { LinkModel, ModuleModel, RelationModel } from '../../contract/model.ts'

/** A relation, the module that gets it and what in which module declares it. */
export interface DeclaredRelation {
  on: string
  relation: RelationModel
  declaredBy: { module: string; field?: string; link?: string }
}

/** Every list of related records: references that name their inverse, and both sides of links. In the order of the modules. */
export function relationsOf(modules: readonly ModuleModel[]): DeclaredRelation[] {
  return modules.flatMap((module) => [...inverseReferences(module), ...module.links.flatMap(sidesOf)])
}

function inverseReferences(module: ModuleModel): DeclaredRelation[] {
  return module.fields.flatMap((field) => {
    const { key, inverse, inverseLabel } = field
    if (field.type !== 'reference' || inverse === undefined) return []
    const relation: RelationModel = { key: inverse, label: inverseLabel ?? module.pluralLabel, module: module.key, kind: 'reference', field: key }
    return (field.to ?? []).map((target) => ({ on: target, relation, declaredBy: { module: module.key, field: key } }))
  })
}

function sidesOf(link: LinkModel): DeclaredRelation[] {
  const side = { kind: 'link' as const, link: link.key, declaredBy: link.from, fields: link.fields }
  const declaredBy = { module: link.from, link: link.key }
  return [
    { on: link.from, relation: { ...side, key: link.key, label: link.label, module: link.to, side: 'left' }, declaredBy },
    { on: link.to, relation: { ...side, key: link.inverse, label: link.inverseLabel, module: link.from, side: 'right' }, declaredBy },
  ]
}
