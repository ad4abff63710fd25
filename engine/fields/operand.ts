import type { FieldModel } from '../contract/model.ts'
import type { FieldContext, FieldType, Parsed, SqlValue } from './field-type.ts'

type Operand = NonNullable<FieldType['operand']>

/** An operand that is read like a value, where the value itself is what is bound. Blank is no operand. */
export function operandFrom(parse: (raw: unknown, field: FieldModel, context: FieldContext) => Parsed): Operand {
  return (raw, field, context) => {
    const parsed = parse(raw, field, context)
    if (!parsed.ok) return { ok: false, problem: parsed.problems[0] ?? { field: field.key, code: 'TYPE' } }
    if (parsed.value === null) return { ok: false, problem: { field: field.key, code: 'TYPE' } }
    return { ok: true, value: parsed.value as SqlValue }
  }
}

/** For types that hold lists: one member is bound as itself, a list of members as a list. */
export function listOperandFrom(parseMember: (raw: unknown, field: FieldModel, context: FieldContext) => Parsed): Operand {
  const one = operandFrom(parseMember)
  return (raw, field, context) => {
    if (!Array.isArray(raw)) return one(raw, field, context)
    const members: string[] = []
    for (const entry of raw.slice(0, 1000)) {
      const operand = one(entry, field, context)
      if (!operand.ok) return operand
      members.push(String(operand.value))
    }
    return { ok: true, value: members }
  }
}
