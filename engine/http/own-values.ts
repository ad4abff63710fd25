import type { RecordData, Values } from '../contract/api.ts'
import { unauthenticated } from '../kernel/errors.ts'
import { getRecord } from '../records/get.ts'
import type { RecordContext } from '../records/record-context.ts'
import { updateRecord } from '../records/update.ts'

const USERS = 'users'

/** What users set of their own record. Nothing that decides what they may do. */
export const OWN_FIELDS = [
  'first_name',
  'last_name',
  'image',
  'title',
  'phone',
  'mobile',
  'locale',
  'time_zone',
  'week_start',
  'theme',
  'currency',
  'date_format',
  'hour_format',
  'digit_grouping',
  'decimal_separator',
  'grouping_separator',
  'symbol_placement',
  'signature',
] as const

export type OwnValues = Pick<RecordData, 'values' | 'labels'>

/** The user's own values and their labels. */
export async function loadOwnValues(context: RecordContext): Promise<OwnValues> {
  const { values, labels } = await getRecord(asOwner(context), { module: USERS, id: ownId(context), fields: ownFields(context) })
  return { values, labels }
}

/** Saves some of them. Throws INVALID. */
export async function saveOwnValues(context: RecordContext, values: Values): Promise<OwnValues> {
  await updateRecord(asOwner(context), { module: USERS, id: ownId(context), values })
  return loadOwnValues(context)
}

function ownFields({ model }: RecordContext): string[] {
  const known = new Set(model.modules[USERS]?.fields.map((field) => field.key))
  return OWN_FIELDS.filter((key) => known.has(key))
}

/** These few fields are the user's own, whatever their rights to the records of users. */
function asOwner(context: RecordContext): RecordContext {
  return { ...context, actor: { ...context.actor, isAdmin: true } }
}

function ownId({ actor }: RecordContext): string {
  if (actor.userId === null) throw unauthenticated()
  return actor.userId
}
