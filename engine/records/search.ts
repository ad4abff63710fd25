import type { RecordData } from '../contract/api.ts'
import { accessOf } from '../access/access-of.ts'
import type { Access } from '../access/compile-access.ts'
import type { ModuleModel } from '../contract/model.ts'
import { readRecords } from './find.ts'
import { moduleCallOf } from './call/module-call.ts'
import type { RecordContext } from './record-context.ts'

export interface SearchInput {
  q: string
  /** Keys of modules; all that are not the system's own if absent. */
  modules?: string[]
  /** Records of each module, 5 if absent. */
  limit?: number
}

export interface SearchGroup {
  module: string
  records: RecordData[]
  /** There are more than these. */
  more: boolean
}

/** So many modules are asked at a time: a search must not take all connections of the pool. */
const AT_ONCE = 4
const LONGEST_GROUP = 50

/** Searches all modules that the actor may read; groups without a hit are left out. */
export async function searchRecords(ctx: RecordContext, { q, modules, limit = 5 }: SearchInput): Promise<SearchGroup[]> {
  if (q.trim() === '') return []
  const access = await accessOf(ctx)
  const wanted = Object.values(ctx.model.modules).filter(
    (module) => access.allows(module.key, 'read') && (modules ? modules.includes(module.key) : !module.system),
  )

  const groups: SearchGroup[] = []
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const part = wanted.slice(at, at + AT_ONCE).map((module) => searchIn(ctx, { access, module, q, limit: Math.min(limit, LONGEST_GROUP) }))
    groups.push(...(await Promise.all(part)))
  }
  return groups.filter((group) => group.records.length > 0)
}

async function searchIn(
  ctx: RecordContext,
  { access, module, q, limit }: { access: Access; module: ModuleModel; q: string; limit: number },
): Promise<SearchGroup> {
  const { records } = await readRecords(moduleCallOf(ctx, { access, module }), {
    module: module.key,
    q,
    limit: limit + 1,
    sort: [{ field: 'id', order: 'desc' }],
    fields: shownFields(access, module),
  })
  return { module: module.key, records: records.slice(0, limit), more: records.length > limit }
}

/** What tells one hit from another. */
function shownFields(access: Access, module: ModuleModel): string[] {
  const keys = [module.nameField, module.number?.field, module.statusField, module.emailField, module.phoneField, module.imageField, 'owner']
  return [...new Set(keys.filter((key) => key !== undefined))].filter((key) => access.canRead(module.key, key))
}
