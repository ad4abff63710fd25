import type { Problem, Values } from '../../../contract/api.ts'
import { canReadPath } from '../../../access/readable-path.ts'
import { mayChoose } from '../../../access/role-values.ts'
import { isBlank } from '../../hooks-batch.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import { pathsIn, referencePathsIn } from '../../../contract/condition-paths.ts'
import { conditionTest, fieldsIn, type ConditionTest } from './condition-test.ts'
import type { FieldShape } from '../../call/module-shape.ts'
import { withReferencedValues } from './referenced-values.ts'
import type { SaveItem } from '../save-request.ts'

/**
 * required, requiredIf, visibleIf, readOnlyIf and validIf, and picklist values that depend on another field or on a role.
 * An update is only held to what it touches: a record that was filled in under older rules can still be edited.
 * Nobody is asked to mend what they cannot see: see {@link problemOfHidden}.
 */
export async function checkConditions(call: ModuleCall, items: SaveItem[]): Promise<void> {
  const test = conditionTest(call)
  const seen = await viewsOf(call, items)
  for (const shape of call.shape.fields) {
    if (shape.field.system && shape.field.key !== 'owner') continue
    items.forEach((item, index) => checkField({ call, test, shape, now: seen.now[index] ?? item.values, before: seen.before[index] ?? {} }, item))
  }
}

/** What conditions see of each record as it would be, and as it stands. */
async function viewsOf(call: ModuleCall, items: SaveItem[]): Promise<{ now: Values[]; before: Values[] }> {
  const paths = referencePathsIn(call.module)
  const views = { now: items.map((item) => item.values), before: items.map((item) => item.before ?? {}) }
  if (paths.length === 0) return views
  return { now: await withReferencedValues(call, paths, views.now), before: await withReferencedValues(call, paths, views.before) }
}

interface Check {
  call: ModuleCall
  test: ConditionTest
  shape: FieldShape
  now: Values
  before: Values
}

function checkField(check: Check, item: SaveItem): void {
  const { field } = check.shape
  if (item.problems.some((problem) => problem.field === field.key)) return
  const problem = mayRead(check.call, field.key) ? problemOf(check, item) : problemOfHidden(check, item)
  if (problem) item.problems.push(problem)
}

function problemOf(check: Check, item: SaveItem): Problem | null {
  const { call, shape } = check
  const { key, validIf } = shape.field
  const code = isMissing(check, item) ? 'REQUIRED' : isLocked(check, item) ? 'READ_ONLY' : isNotOffered(check, item) ? 'NOT_IN_LIST' : null
  if (code) return { field: key, code }
  if (!validIf || !isBroken(check, item)) return null
  // The text of the rule speaks of what it compares with.
  const isOpen = pathsIn(validIf.condition).every((path) => mayRead(call, path))
  return isOpen ? { field: key, code: 'NOT_VALID', message: validIf.message[call.ctx.actor.locale] } : { field: key, code: 'HIDDEN_RULE' }
}

/**
 * What the rules of a field say to somebody from whom it is hidden. A new record has what every record must have, so it is refused
 * without the name. What only some states ask for, and which values are offered, is left to those who see the field. Its validIf still
 * holds, for the change would make the record wrong: that is said at the field that they changed, for there they can take it back.
 */
function problemOfHidden(check: Check, item: SaveItem): Problem | null {
  const { call, shape } = check
  if (item.action === 'create' && shape.field.required && isMissing(check, item)) return { code: 'HIDDEN_MISSING' }
  if (!isBroken(check, item)) return null
  const touched = fieldsIn(shape.field.validIf?.condition).find((key) => item.sent.has(key) && item.changed.has(key) && mayRead(call, key))
  return touched === undefined ? null : { field: touched, code: 'HIDDEN_RULE' }
}

function mayRead({ ctx, access, module }: ModuleCall, path: string): boolean {
  return canReadPath(ctx.model, access, { module: module.key, path })
}

function isMissing({ test, now, shape: { field } }: Check, item: SaveItem): boolean {
  if ((!field.required && !field.requiredIf) || field.type === 'auto_number' || !isBlank(item.values[field.key])) return false
  const watched = [field.key, ...fieldsIn(field.requiredIf), ...fieldsIn(field.visibleIf)]
  if (item.action === 'update' && !watched.some((key) => item.changed.has(key))) return false
  if (field.visibleIf && !test(field.visibleIf, now)) return false
  return field.required === true || (field.requiredIf !== undefined && test(field.requiredIf, now))
}

/** readOnlyIf speaks of the record as it stands, not as the change would have it: who closes a deal may still set its last field. */
function isLocked({ call, test, before, shape: { field } }: Check, item: SaveItem): boolean {
  if (!field.readOnlyIf || !item.before || call.ctx.actor.kind === 'system') return false
  return item.sent.has(field.key) && item.changed.has(field.key) && test(field.readOnlyIf, before)
}

function isNotOffered({ call, shape: { field } }: Check, item: SaveItem): boolean {
  if (field.type !== 'picklist' && field.type !== 'multi_picklist') return false
  const governs = field.dependsOn !== undefined && item.changed.has(field.dependsOn)
  if (!item.changed.has(field.key) && !governs) return false
  const chosen = [item.values[field.key] ?? []].flat()
  const offered = call.fields.picklistValues(field).filter((value) => chosen.includes(value.key))
  return offered.some((value) => !mayChoose(call.ctx.actor, value) || !isAllowedBy(value.for, item.values[field.dependsOn ?? '']))
}

function isAllowedBy(allowing: string[] | undefined, governing: unknown): boolean {
  if (!allowing) return true
  return [governing].flat().some((value) => typeof value === 'string' && allowing.includes(value))
}

function isBroken({ test, now, shape: { field } }: Check, item: SaveItem): boolean {
  if (!field.validIf || isBlank(item.values[field.key])) return false
  const { condition } = field.validIf
  return [field.key, ...fieldsIn(condition)].some((key) => item.changed.has(key)) && !test(condition, now)
}
