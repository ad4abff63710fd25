import type { Problem } from '../../../contract/api.ts'
import { duplicate, invalid, type AppError } from '../../../kernel/errors.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import type { ModuleShape } from '../../call/module-shape.ts'
import { withoutHidden } from '../without-hidden.ts'

const UNIQUE_VIOLATION = '23505'
const FOREIGN_KEY_VIOLATION = '23503'

interface DriverError {
  code?: string
  detail?: string
  constraint?: string
  table?: string
}

/**
 * What a constraint of the database refused, in the words of the API: two saves raced, and the checks before the transaction of the
 * second had seen nothing yet. null for errors that are something else. A taken id is `taken`.
 */
export function problemOfConstraint(error: unknown, call: Pick<ModuleCall, 'access' | 'module' | 'shape'>): { taken: true } | { error: AppError } | null {
  const { shape } = call
  const { code, detail, constraint, table } = error as DriverError
  if (code !== UNIQUE_VIOLATION && code !== FOREIGN_KEY_VIOLATION) return null
  if (table !== undefined && table !== shape.module.key) return null
  const columns = columnsIn(detail ?? '')
  if (code === UNIQUE_VIOLATION && (columns.join() === 'id' || constraint === `${shape.module.key}_pkey`)) return { taken: true }
  const problems = fieldsOf(shape, columns).map((field): Problem => ({ field, code: code === UNIQUE_VIOLATION ? 'UNIQUE' : 'NOT_FOUND' }))
  return { error: invalid({ problems: withoutHidden(call, problems), cause: error }) }
}

/** What is answered for an error of a statement that writes records; what is no constraint's stays as it is. */
export function asRefusal(error: unknown, call: Pick<ModuleCall, 'access' | 'module' | 'shape'>): unknown {
  const broken = problemOfConstraint(error, call)
  if (!broken) return error
  return 'taken' in broken ? duplicate({ cause: error }) : broken.error
}

/** `Key (code, lower(name))=(a, b) already exists.` -> the names in the first brackets. */
function columnsIn(detail: string): string[] {
  const inside = /^Key \((.*?)\)=\(/.exec(detail)?.[1] ?? ''
  return inside.match(/[a-z][a-z0-9_]*/g) ?? []
}

function fieldsOf(shape: ModuleShape, columns: string[]): string[] {
  const keys = shape.fields.filter(({ columns: own }) => own.some((column) => columns.includes(column.name))).map(({ field }) => field.key)
  return keys.length > 0 ? keys : [shape.module.nameField]
}
