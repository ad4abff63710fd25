import type { Problem } from '../contract/api.ts'
import { invalid, type AppError } from '../kernel/errors.ts'

/** A path that leads nowhere, or where the actor may not look: the same answer. */
export function unknownField(path: string): AppError {
  return refuse({ field: path, code: 'UNKNOWN_FIELD' })
}

/** INVALID with one problem. Codes of queries besides those of the field types: UNKNOWN_FIELD, OPERATOR, TOO_DEEP, TOO_MANY, NOT_SORTABLE, NOT_GROUPABLE, NOT_SUMMABLE, CURSOR. */
export function refuse(problem: Problem): AppError {
  return invalid({ problems: [problem] })
}
