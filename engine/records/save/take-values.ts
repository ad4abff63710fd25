import type { FieldValue, Problem } from '../../contract/api.ts'
import type { FieldRight } from '../../contract/model.ts'
import { setValue } from '../hooks-batch.ts'
import type { ModuleCall } from '../call/module-call.ts'
import type { FieldShape } from '../call/module-shape.ts'
import { parseValue } from './parse-values.ts'
import { sameValue } from './same-value.ts'
import type { SaveItem } from './save-request.ts'

/** Writes what the client sent into the items: only fields that the actor may write, checked and normalised by their types. */
export function takeValues(call: ModuleCall, items: SaveItem[], { trusted = false }: { trusted?: boolean } = {}): void {
  for (const item of items) {
    for (const [key, raw] of Object.entries(item.request.values)) takeValue(call, { item, key, raw, trusted })
  }
}

interface Sent {
  item: SaveItem
  key: string
  raw: FieldValue
  trusted: boolean
}

function takeValue(call: ModuleCall, { item, key, raw, trusted }: Sent): void {
  const target = call.shape.byKey.get(key)
  const right = trusted ? 'write' : call.access.fieldRight(call.module.key, key)
  // A field that is hidden from the actor does not exist for them: the same answer.
  if (!target || right === 'hidden') return void item.problems.push({ field: key, code: 'UNKNOWN_FIELD' })

  const { value, problems } = parseValue(raw, target, call.fields)
  if (problems.length > 0) return void item.problems.push(...problems)
  // Clients send back what they read; only a difference is an attempt to write.
  if (item.before && sameValue(value, item.before[key])) return

  const refusal = refusalOf(call, { item, target, right, trusted })
  if (refusal) return void item.problems.push(refusal)
  setValue(item, key, value)
}

interface Judged {
  item: SaveItem
  target: FieldShape
  right: FieldRight
  trusted: boolean
}

function refusalOf({ ctx }: ModuleCall, { item, target, right, trusted }: Judged): Problem | null {
  const { field } = target
  const readOnly: Problem = { field: field.key, code: 'READ_ONLY' }
  if (isKeptByEngine(field)) return readOnly
  if (trusted || ctx.actor.kind === 'system') return null
  if (right === 'read' || field.readOnly || (field.type === 'auto_number' && !isBroughtAlong(ctx, item))) return readOnly
  const isSet = item.before !== null && item.before[field.key] !== null
  return field.writeOnce && isSet ? readOnly : null
}

/** Records that come from elsewhere keep the numbers by which people know them. */
function isBroughtAlong(ctx: ModuleCall['ctx'], item: SaveItem): boolean {
  return ctx.origin === 'import' && item.action === 'create'
}

/** created_at and the like: the pipeline itself writes them. */
function isKeptByEngine(field: { key: string; system?: boolean }): boolean {
  return field.system === true && field.key !== 'owner'
}
