import type { FieldValue } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import { convertedColumn } from '../columns.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { accepted, refused } from '../parsed.ts'
import type { SharedMembers } from '../shared-members.ts'
import { NUMBER_OPERATORS, parseDecimal } from './decimal-value.ts'

export interface WholeRules {
  min?: string
  max?: string
}

/** Reads a whole number within what JSON keeps exactly: from -(2^53 - 1) to 2^53 - 1. */
export function parseWhole(raw: unknown, field: FieldModel, rules: WholeRules): Parsed {
  const decimal = parseDecimal(raw, field, { integerDigits: 16, scale: 0, min: rules.min, max: rules.max })
  if (!decimal.ok || decimal.value === null) return decimal
  const number = Number(decimal.value)
  return Number.isSafeInteger(number) ? accepted(number) : refused(field, 'MAX_DIGITS', { max: 15 })
}

/** The members of every type that is a whole number in a bigint column. */
export function wholeMembers(parse: FieldType['parse']): SharedMembers {
  return {
    ...convertedColumn({ type: 'bigint' }, Number),
    parse,
    text: shown,
    searchText: shown,
    cell: (value) => (typeof value === 'number' ? value : null),
    operators: NUMBER_OPERATORS,
    operand: operandFrom((raw, field) => parseWhole(raw, field, {})),
    sortable: true,
    groupable: true,
    summable: true,
    family: 'number',
    safeChanges: [],
  }
}

function shown(value: FieldValue): string {
  return typeof value === 'number' ? String(value) : ''
}
