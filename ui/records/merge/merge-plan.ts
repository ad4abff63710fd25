import type { FieldValue, RecordData, Values } from '../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { isSame } from '../form/same-value.ts'
import { chooseLayout } from '../layouts/choose-layout.ts'

export const FEWEST = 2
export const MOST = 5

/** What is chosen of a merge: who stays, and whose value each field takes (ids of records). */
export interface MergeChoice {
  survivor: string
  from: Record<string, string>
}

/** A line of the comparison. gathered: lists that lose nothing. fixed: nobody may change what the survivor has. */
export interface MergeLine {
  field: FieldModel
  kind: 'chosen' | 'gathered' | 'fixed'
  differs: boolean
}

const GATHERED = new Set(['tags', 'files'])
const NEVER_SHOWN = new Set(['secret', 'json'])

/** The fields to compare: in the order of the form of a role, then the rest. What the system keeps, and what is blank everywhere, is left out. */
export function linesOf(module: ModuleModel, records: readonly RecordData[], role: string | null): MergeLine[] {
  const form = chooseLayout(module, { kind: 'form', role, values: records[0]?.values })
  const inForm = (form?.sections ?? []).flatMap(({ rows }) => rows.flat())
  const placeOf = ({ key }: FieldModel) => (inForm.includes(key) ? inForm.indexOf(key) : inForm.length)
  return module.fields
    .filter((field) => (!field.system || field.key === 'owner') && !NEVER_SHOWN.has(field.type))
    .filter(({ key }) => records.some((record) => !isBlank(record.values[key])))
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map((field) => ({ field, kind: kindOf(field), differs: records.some(({ values }) => !isSame(values[field.key], records[0]?.values[field.key])) }))
}

/** The most complete record stays, of equal ones the oldest; each field takes the newest value that is not blank. */
export function firstChoice(module: ModuleModel, records: readonly RecordData[]): MergeChoice {
  const filled = ({ values }: RecordData) => Object.values(values).filter((value) => !isBlank(value)).length
  const textOf = (record: RecordData, key: string) => String(record.values[key] ?? '')
  const [survivor] = [...records].sort((a, b) => filled(b) - filled(a) || textOf(a, 'created_at').localeCompare(textOf(b, 'created_at')))
  const newest = [...records].sort((a, b) => textOf(b, 'updated_at').localeCompare(textOf(a, 'updated_at')))
  const ids = new Set(records.map(({ id }) => id))
  const from = module.fields.flatMap(({ key }) => {
    const source = newest.find(({ values }) => !isBlank(values[key]) && !pointsTo(values[key], ids))
    return source ? [[key, source.id]] : []
  })
  return { survivor: survivor?.id ?? '', from: Object.fromEntries(from) }
}

/** What the survivor is to take: chosen values that differ from its own. A reference to one of them would be one to itself. */
export function valuesOf(lines: readonly MergeLine[], records: readonly RecordData[], { survivor, from }: MergeChoice): Values {
  const byId = new Map(records.map((record) => [record.id, record]))
  const ids = new Set(byId.keys())
  const own = byId.get(survivor)?.values ?? {}
  const entries = lines.flatMap(({ field: { key, writeOnce }, kind }): [string, FieldValue][] => {
    const source = byId.get(from[key] ?? survivor)
    if (kind !== 'chosen' || !source || source.id === survivor || (writeOnce && !isBlank(own[key]))) return []
    const value = source.values[key] ?? null
    const kept = pointsTo(value, ids) ? null : value
    return isSame(kept, own[key]) ? [] : [[key, kept]]
  })
  return Object.fromEntries(entries)
}

export function isBlank(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)
}

function kindOf(field: FieldModel): MergeLine['kind'] {
  if (GATHERED.has(field.type) && !field.readOnly) return 'gathered'
  return field.readOnly || field.type === 'auto_number' ? 'fixed' : 'chosen'
}

function pointsTo(value: FieldValue | undefined, ids: ReadonlySet<string>): boolean {
  const id = typeof value === 'object' && value !== null && !Array.isArray(value) ? value.id : value
  return typeof id === 'string' && ids.has(id)
}
