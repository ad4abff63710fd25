import { joinPointer } from '../json/pointer.ts'
import type { SourceFile } from '../layers/sources.ts'
import { relationsOf, type DeclaredRelation } from '../model/relations.ts'
import type { CheckScope } from './check-scope.ts'

/** The related lists of a module come from many files; each needs a key of its own. */
export function checkRelations(scope: CheckScope): void {
  const seen = new Map<string, DeclaredRelation>()
  for (const declared of relationsOf(Object.values(scope.model.modules))) {
    const name = `${declared.on}.${declared.relation.key}`
    const first = seen.get(name)
    if (first) reportTwin(scope, declared, first)
    else seen.set(name, declared)
  }
}

function reportTwin(scope: CheckScope, { on, relation, declaredBy }: DeclaredRelation, first: DeclaredRelation): void {
  const place = placeOf(scope, declaredBy)
  if (!place) return
  const other = `${first.declaredBy.module}.${first.declaredBy.field ?? first.declaredBy.link ?? ''}`
  const reason = `"${on}" has a related list "${relation.key}" already, from ${other}.`
  scope.report(place.file, { pointer: joinPointer(place.pointer, relation.kind === 'link' && relation.side === 'left' ? 'key' : 'inverse'), reason })
}

function placeOf(scope: CheckScope, { module, field, link }: DeclaredRelation['declaredBy']): { file: SourceFile<unknown>; pointer: string } | null {
  const source = scope.sources.modules.get(module)
  if (!source) return null
  if (link !== undefined) return { file: source.module, pointer: joinPointer('/links', source.module.value.links?.findIndex((one) => one.key === link) ?? 0) }
  if (!source.fields) return null
  return {
    file: source.fields,
    pointer: joinPointer(
      '/fields',
      source.fields.value.fields.findIndex((one) => one.key === field),
    ),
  }
}
