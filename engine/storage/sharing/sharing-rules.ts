import { sql, type RawBuilder } from 'kysely'
import type { Principal, SharedAccess, SharingRuleInput } from '../../contract/access.ts'
import type { Condition } from '../../contract/condition.ts'
import type { Database } from '../database.ts'

/** A sharing rule as it is stored. */
export interface StoredRule extends SharingRuleInput {
  id: string
  createdAt: Date
  updatedAt: Date
}

interface RuleRow {
  id: string
  module: string
  label: string
  from_kind: Principal['kind'] | 'condition'
  from_id: string | null
  condition: Condition | null
  to_kind: Principal['kind']
  to_id: string
  access: SharedAccess
  related: string[]
  created_at: Date
  updated_at: Date
}

/** All sharing rules, or those of a module, the oldest first. */
export async function loadSharingRules(database: Database, module?: string): Promise<StoredRule[]> {
  const only = module === undefined ? sql`` : sql`where s.module = ${module}`
  const rows = await database.query<RuleRow>(sql`
    select s.id, s.module, s.label, s.from_kind, s.from_id, s.condition, s.to_kind, s.to_id, s.access, s.related, s.created_at, s.updated_at
    from app.sharing_rule s ${only} order by s.id`)
  return rows.map(toRule)
}

/** One rule, or null. */
export async function findSharingRule(database: Database, id: string): Promise<StoredRule | null> {
  return (await loadSharingRules(database)).find((rule) => rule.id === id) ?? null
}

interface RuleWrite {
  id: string
  rule: SharingRuleInput
  by: string | null
  now: Date
}

/** Writes a new rule. The caller bumps the version of the rights. */
export async function insertSharingRule(database: Database, { id, rule, by, now }: RuleWrite): Promise<void> {
  const { kind, from, condition } = sourceOf(rule)
  await database.query(sql`
    insert into app.sharing_rule (id, module, label, from_kind, from_id, condition, to_kind, to_id, access, related, created_at, created_by, updated_at, updated_by)
    values (${id}, ${rule.module}, ${rule.label}, ${kind}, ${from}, ${condition}, ${rule.to.kind}, ${rule.to.id}, ${rule.access}, ${rule.related}::text[], ${now}, ${by}, ${now}, ${by})`)
}

/** Changes a rule; false where there is none. The caller bumps the version of the rights. */
export async function updateSharingRule(database: Database, { id, rule, by, now }: RuleWrite): Promise<boolean> {
  const { kind, from, condition } = sourceOf(rule)
  const rows = await database.query(sql`
    update app.sharing_rule set module = ${rule.module}, label = ${rule.label}, from_kind = ${kind}, from_id = ${from}, condition = ${condition},
      to_kind = ${rule.to.kind}, to_id = ${rule.to.id}, access = ${rule.access}, related = ${rule.related}::text[], updated_at = ${now}, updated_by = ${by}
    where id = ${id} returning id`)
  return rows.length === 1
}

/** Removes a rule; false where there is none. The caller bumps the version of the rights. */
export async function deleteSharingRule(database: Database, id: string): Promise<boolean> {
  return (await database.query(sql`delete from app.sharing_rule where id = ${id} returning id`)).length === 1
}

function sourceOf({ from }: SharingRuleInput): { kind: string; from: string | null; condition: RawBuilder<unknown> } {
  if (from.kind === 'condition') return { kind: from.kind, from: null, condition: sql`${JSON.stringify(from.condition)}::jsonb` }
  return { kind: from.kind, from: from.id, condition: sql`null` }
}

function toRule(row: RuleRow): StoredRule {
  return {
    id: row.id,
    module: row.module,
    label: row.label,
    from: row.from_kind === 'condition' ? { kind: 'condition', condition: row.condition ?? { any: [] } } : { kind: row.from_kind, id: row.from_id ?? '' },
    to: { kind: row.to_kind, id: row.to_id },
    access: row.access,
    related: row.related,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
