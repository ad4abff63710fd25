import { sql } from 'kysely'
import type { ModuleCall } from '../../call/module-call.ts'
import type { BatchItem } from '../../hooks-batch.ts'
import { rowsSource } from './rows-source.ts'

/** Owns what nobody owns. */
export const SYSTEM_PRINCIPAL = '00000000-0000-7000-8000-000000000000'

const KINDS: Readonly<Record<string, 'user' | 'group'>> = { users: 'user', groups: 'group' }

/**
 * Keeps app.principal in step with users and groups, so that they can own records. Before the rows are written: a new user may own
 * their own record.
 */
export async function keepPrincipals(call: ModuleCall, items: BatchItem[]): Promise<void> {
  const kind = Object.hasOwn(KINDS, call.module.key) ? KINDS[call.module.key] : undefined
  if (!kind || items.length === 0) return
  const source = rowsSource([
    { name: 'id', type: 'uuid', cells: items.map((item) => item.id) },
    { name: 'label', type: 'text', cells: items.map((item) => String(item.values[call.module.nameField] ?? '')) },
    { name: 'active', type: 'boolean', cells: items.map((item) => item.action !== 'delete' && item.values.active !== false) },
  ])
  await call.ctx.database.query(sql`
    insert into app.principal as p (id, kind, label, active) select s.id, ${kind}, s.label, s.active from ${source} s
    on conflict (id) do update set label = excluded.label, active = excluded.active
    where (p.label, p.active) is distinct from (excluded.label, excluded.active)`)
}
