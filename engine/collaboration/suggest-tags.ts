import type { TagSuggestion } from '../contract/collaboration.ts'
import { notFound } from '../kernel/errors.ts'
import { openModuleCall } from '../records/call/module-call.ts'
import { findRecords } from '../records/find.ts'
import type { RecordContext } from '../records/record-context.ts'

/** So many records are looked at, those that were changed last first: tags that nobody has used since are no suggestion. */
const LOOKED_AT = 2_000
const MOST_TAGS = 200

/**
 * The tags that records of a module have in a field, the most used first, and after them the colours and names of tags that
 * were declared; only of what the actor may see. Throws NOT_FOUND for a field that is not there for the actor.
 */
export async function suggestTags(ctx: RecordContext, { module, field: key }: { module: string; field: string }): Promise<TagSuggestion[]> {
  const { module: model, access } = await openModuleCall(ctx, module, 'read')
  const field = model.fields.find((candidate) => candidate.key === key && candidate.type === 'tags')
  if (!field || !access.canRead(module, key)) throw notFound()

  const filter = { field: key, op: 'is_not_blank' } as const
  const sort = [{ field: 'updated_at', order: 'desc' as const }]
  const { records } = await findRecords(ctx, { module, filter, sort, fields: [key], limit: LOOKED_AT }, { longestPage: LOOKED_AT })
  const used = countedTags(records.flatMap(({ values }) => (Array.isArray(values[key]) ? values[key].map(String) : [])))
  return withDeclared(used, await declaredTags(ctx)).slice(0, MOST_TAGS)
}

/** `VIP` and `vip` are one tag, as it was written last. */
function countedTags(names: string[]): Map<string, TagSuggestion> {
  const tags = new Map<string, TagSuggestion>()
  for (const name of names) {
    const known = tags.get(name.toLowerCase())
    if (known) known.count += 1
    else tags.set(name.toLowerCase(), { name, color: null, count: 1 })
  }
  return tags
}

async function declaredTags(ctx: RecordContext): Promise<TagSuggestion[]> {
  const { access } = await openModuleCall(ctx, 'tags', 'read')
  const fields = ['name', 'color'].filter((field) => access.canRead('tags', field))
  const { records } = await findRecords(ctx, { module: 'tags', fields, limit: 200, sort: [{ field: 'name' }] })
  return records.map(({ values }) => ({ name: String(values.name ?? ''), color: typeof values.color === 'string' ? values.color : null, count: 0 }))
}

function withDeclared(used: Map<string, TagSuggestion>, declared: TagSuggestion[]): TagSuggestion[] {
  for (const tag of declared) {
    const known = used.get(tag.name.toLowerCase())
    used.set(tag.name.toLowerCase(), { ...tag, count: known?.count ?? 0 })
  }
  return [...used.values()].sort((a, b) => b.count - a.count)
}
