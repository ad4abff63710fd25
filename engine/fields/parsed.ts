import type { FieldValue, Problem } from '../contract/api.ts'
import type { FieldModel } from '../contract/model.ts'
import type { Parsed } from './field-type.ts'

/** Every code with which a field type may refuse a value; http/messages has a text for each. */
export type FieldProblemCode =
  | 'TYPE'
  | 'BAD_TEXT'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'TOO_MANY'
  | 'TOO_DEEP'
  | 'PATTERN'
  | 'EMAIL'
  | 'PHONE'
  | 'URL'
  | 'NOT_A_DATE'
  | 'MIN'
  | 'MAX'
  | 'SCALE'
  | 'MAX_DIGITS'
  | 'CURRENCY'
  | 'NOT_IN_LIST'
  | 'NOT_FOUND'
  | 'UNKNOWN_FIELD'
  | 'NO_SECRET_KEY'

export type Refused = Extract<Parsed, { ok: false }>

export function accepted(value: FieldValue): Parsed {
  return { ok: true, value }
}

export function refused(field: FieldModel, code: FieldProblemCode, params?: Problem['params']): Refused {
  return { ok: false, problems: [problem(field, code, params)] }
}

function problem(field: FieldModel, code: FieldProblemCode, params?: Problem['params']): Problem {
  return params ? { field: field.key, code, params } : { field: field.key, code }
}

/** What counts as "no value" on input of every type. */
export function isBlank(raw: unknown): raw is null | undefined | '' {
  return raw === null || raw === undefined || raw === ''
}
