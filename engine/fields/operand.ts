import type { FieldModel } from '../contract/model.ts'
import type { FieldContext, FieldType, Parsed, SqlValue } from './field-type.ts'

type Operand = NonNullable<FieldType['operand']>

/** An operand that is read like a value (or, for types that are lists, like a member of one) and bound as it is. Blank is no operand. */
export function operandFrom(parse: (raw: unknown, field: FieldModel, context: FieldContext) => Parsed): Operand {
  return (raw, field, context) => {
    const parsed = parse(raw, field, context)
    if (!parsed.ok) return { ok: false, problem: parsed.problems[0] ?? { field: field.key, code: 'TYPE' } }
    if (parsed.value === null) return { ok: false, problem: { field: field.key, code: 'TYPE' } }
    return { ok: true, value: parsed.value as SqlValue }
  }
}
