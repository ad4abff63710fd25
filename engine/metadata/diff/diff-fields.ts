import { isDeepStrictEqual } from 'node:util'
import type { FieldModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import { isToSeveral } from '../../fields/reference/reference.ts'
import type { Registry } from '../../kernel/registry.ts'
import type { ModelChange, ModelChangeKind } from './model-change.ts'

interface FieldLists {
  /** The module or link that the fields belong to. */
  owner: string
  before: FieldModel[]
  after: FieldModel[]
  fieldTypes: Registry<FieldType>
}

/** What differs between two lists of fields. */
export function diffFields({ owner, before, after, fieldTypes }: FieldLists): ModelChange[] {
  const old = new Map(before.map((field) => [field.key, field]))
  const kept = new Set(after.map((field) => field.key))
  const added = after.filter((field) => !old.has(field.key))
  const removed = before.filter((field) => !kept.has(field.key))
  return [
    ...added.map((field) => change('field_added', `${owner}.${field.key}`, `+ field ${owner}.${field.key}: ${field.type}`)),
    ...removed.map((field) => change('field_removed', `${owner}.${field.key}`, `- field ${owner}.${field.key}: its values are kept, and nobody sees them`)),
    ...after.flatMap((field) => {
      const earlier = old.get(field.key)
      return earlier ? diffField(earlier, field, { subject: `${owner}.${field.key}`, fieldTypes }) : []
    }),
  ]
}

interface FieldAt {
  subject: string
  fieldTypes: Registry<FieldType>
}

function diffField(before: FieldModel, after: FieldModel, { subject, fieldTypes }: FieldAt): ModelChange[] {
  if (before.type !== after.type) return [typeChange(before, after, { subject, fieldTypes })]
  const rules = (['required', 'unique', 'index'] as const).filter((name) => (before[name] ?? false) !== (after[name] ?? false))
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !RULES.has(name) && !isDeepStrictEqual(before[name], after[name]),
  )
  return [
    ...rules.map((name) => change(`${name}_changed`, subject, `~ field ${subject}: ${after[name] ? name : `not ${name}`}`)),
    ...targetChange(before, after, subject),
    ...removedValues(before, after, subject),
    ...(names.length > 0 ? [change('field_changed', subject, `~ field ${subject}: ${names.join(', ')}`)] : []),
  ]
}
const RULES = new Set(['required', 'unique', 'index', 'to', 'toCapability'])

function typeChange(before: FieldModel, after: FieldModel, { subject, fieldTypes }: FieldAt): ModelChange {
  const result = change('type_changed', subject, `~ field ${subject}: ${before.type} -> ${after.type}`)
  const safe = fieldTypes.get(before.type)?.safeChanges ?? []
  if (safe.includes(after.type)) return result
  const instead =
    safe.length > 0
      ? `It may become ${safe.join(' or ')}; for anything else add a new field and copy the values.`
      : 'Add a new field and copy the values instead.'
  return { ...result, refused: `"${subject}" cannot change from ${before.type} to ${after.type}: values would be lost. ${instead}` }
}

/** More modules to choose from are no loss (storage fills in which one each value means); a module less is. */
function targetChange(before: FieldModel, after: FieldModel, subject: string): ModelChange[] {
  const [old, now] = [before.to ?? [], after.to ?? []]
  if (isDeepStrictEqual(old.toSorted(), now.toSorted()) && isToSeveral(before) === isToSeveral(after)) return []
  const result = change('target_changed', subject, `~ field ${subject}: leads to ${now.join(', ')}`)
  if (after.type === 'reference' && isToSeveral(before) && !isToSeveral(after)) {
    return [
      {
        ...result,
        refused: `"${subject}" cannot lead to one module instead of several: it may refer to records of the others. Add a new field and copy the values instead.`,
      },
    ]
  }
  const lost = old.filter((module) => !now.includes(module))
  if (lost.length === 0 || after.toCapability !== undefined) return [result]
  return [{ ...result, refused: `"${subject}" cannot stop leading to ${lost.join(', ')}: records may refer to it. Add a new field instead.` }]
}

/** Records keep the key of a value that is gone; people see the key instead of a label. */
function removedValues(before: FieldModel, after: FieldModel, subject: string): ModelChange[] {
  const kept = new Set((after.values ?? []).map((value) => value.key))
  const gone = after.picklist === undefined ? (before.values ?? []).filter((value) => !kept.has(value.key)) : []
  return gone.map((value) => change('value_removed', subject, `- value ${value.key} of ${subject}: records that have it show the key`))
}

function change(kind: ModelChangeKind, subject: string, sentence: string): ModelChange {
  return { kind, subject, sentence }
}
