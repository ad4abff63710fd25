import type { RecordData } from '../../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'
import type { ProblemError } from '../../../api/problem-error.ts'

/** A move that the server takes only with more: the fields that it named, and what it said of them. */
export interface WantedFields {
  record: RecordData
  to: string
  fields: FieldModel[]
  errors: Record<string, string>
}

/** What a refused move needs besides; null where it is not fields that are missing but the move itself that is wrong. */
export function wantedFields(problem: ProblemError, move: { module: ModuleModel; field: FieldModel; record: RecordData; to: string }): WantedFields | null {
  const { module, field, record, to } = move
  const errors = Object.fromEntries(problem.problems.flatMap((entry) => (entry.field ? [[entry.field, entry.message ?? entry.code]] : [])))
  const fields = module.fields.filter(({ key, readOnly }) => key in errors && key !== field.key && !readOnly)
  const areAll = problem.problems.length > 0 && problem.problems.every((entry) => fields.some(({ key }) => key === entry.field))
  return areAll ? { record, to, fields, errors } : null
}
