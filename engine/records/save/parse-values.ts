import type { FieldValue, Problem, Values } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import type { FieldContext, FieldType } from '../../fields/field-type.ts'

/** Checks and normalises one value; the problems carry the field's key. */
export function parseValue(raw: unknown, target: { field: FieldModel; type: FieldType }, fields: FieldContext): { value: FieldValue; problems: Problem[] } {
  const { field, type } = target
  if (raw === null || raw === undefined) return { value: null, problems: [] }
  const parsed = type.parse(raw, field, fields)
  if (parsed.ok) return { value: parsed.value, problems: [] }
  return { value: null, problems: parsed.problems.map((problem) => ({ ...problem, field: problem.field ?? field.key })) }
}

/** Own, known properties of what a client sent; everything else is an UNKNOWN_FIELD. */
export function parseAll(
  raw: Values,
  shapes: ReadonlyMap<string, { field: FieldModel; type: FieldType }>,
  fields: FieldContext,
): { values: Values; problems: Problem[] } {
  const values: Values = {}
  const problems: Problem[] = []
  for (const [key, value] of Object.entries(raw)) {
    const target = shapes.get(key)
    if (!target) {
      problems.push({ field: key, code: 'UNKNOWN_FIELD' })
      continue
    }
    const parsed = parseValue(value, target, fields)
    values[key] = parsed.value
    problems.push(...parsed.problems)
  }
  return { values, problems }
}
