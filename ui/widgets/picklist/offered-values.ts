import type { FieldValue } from '../../../engine/contract/api.ts'
import type { FieldModel, PicklistValueModel } from '../../../engine/contract/model.ts'

/** What decides which values a picklist offers. */
export interface Offering {
  /** The value of the field that governs this one (`dependsOn`). */
  governing?: FieldValue
  /** The role of the user; admins may choose every value. */
  role: string | null
  isAdmin: boolean
}

/** The values that may be chosen now, as the server will judge: those for the governing value, and for the user's role. */
export function offeredValues(field: FieldModel, values: PicklistValueModel[], { governing, role, isAdmin }: Offering): PicklistValueModel[] {
  const isOpen = (roles: string[] | undefined) => !roles || isAdmin || (role !== null && roles.includes(role))
  return values.filter((value) => isOpen(value.roles) && (field.dependsOn === undefined || isAllowedBy(value.for, governing)))
}

function isAllowedBy(allowing: string[] | undefined, governing: FieldValue | undefined): boolean {
  if (!allowing) return true
  return [governing].flat().some((value) => typeof value === 'string' && allowing.includes(value))
}
