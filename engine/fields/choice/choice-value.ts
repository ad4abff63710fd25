import type { FieldModel, Model, PicklistValueModel } from '../../contract/model.ts'
import type { FieldContext, JsonSchema, Parsed } from '../field-type.ts'
import { accepted, isBlank, refused } from '../parsed.ts'

/** Reads the key of one of the field's values. */
export function parseChoice(raw: unknown, field: FieldModel, context: FieldContext): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (typeof raw !== 'string') return refused(field, 'TYPE', { expected: 'string' })
  return hasKey(context.picklistValues(field), raw) ? accepted(raw) : refused(field, 'NOT_IN_LIST', { value: raw.slice(0, 100) })
}

/** Reads a cell of a file: key, label in any language, or alias of one of the field's values. */
export function parseChoiceText(text: string, field: FieldModel, context: FieldContext): Parsed {
  if (text.trim() === '') return accepted(null)
  const match = matchPicklistValue(text, context.picklistValues(field))
  return match ? accepted(match.key) : refused(field, 'NOT_IN_LIST', { value: text.trim().slice(0, 100) })
}

/** The value whose key, label (in any language) or alias the text is; case, width and outer space do not count. */
export function matchPicklistValue(text: string, values: PicklistValueModel[]): PicklistValueModel | undefined {
  const wanted = fold(text)
  if (wanted === '') return undefined
  return (
    values.find(({ key }) => key === wanted) ??
    values.find(({ label }) => fold(label.en) === wanted || fold(label['zh-CN']) === wanted) ??
    values.find(({ aliases }) => aliases?.some((alias) => fold(alias) === wanted))
  )
}

/** The label of a value; the key itself where the value was taken out of the list. */
export function choiceLabel(key: string, field: FieldModel, context: FieldContext): string {
  return context.picklistValues(field).find((value) => value.key === key)?.label[context.locale] ?? key
}

/** The JSON Schema of one key. */
export function choiceSchema(field: FieldModel, model: Model): JsonSchema {
  const shared = field.picklist !== undefined && Object.hasOwn(model.picklists, field.picklist) ? model.picklists[field.picklist]?.values : undefined
  return { type: 'string', enum: (field.values ?? shared ?? []).map(({ key }) => key) }
}

/** Cells with several values: `a; b、c`, or one value a line. */
export function splitList(text: string): string[] {
  return text
    .split(/[,;，；、|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

export const CHOICE_PARAMETERS: JsonSchema = {
  properties: {
    values: {
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      items: { $ref: 'common.schema.json#/definitions/picklistValue' },
      description: 'Values of this field alone.',
    },
    picklist: { $ref: 'common.schema.json#/definitions/key', description: 'The key of a list that fields share.' },
    dependsOn: { $ref: 'common.schema.json#/definitions/key', description: 'The field whose value governs which values may be chosen (`for` of each value).' },
  },
}

function hasKey(values: PicklistValueModel[], key: string): boolean {
  return values.some((value) => value.key === key)
}

function fold(text: string): string {
  return text.slice(0, 300).normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
