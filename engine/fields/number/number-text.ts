import type { FieldType } from '../field-type.ts'
import { accepted, refused } from '../parsed.ts'
import { readNumber } from './read-number.ts'

/** Reads a cell of a file as a number and hands it to the type's own `parse`. */
export function parseNumberText(parse: FieldType['parse']): NonNullable<FieldType['parseText']> {
  return (text, field, ...[context, format]) => {
    if (text.trim() === '') return accepted(null)
    const number = readNumber(text, format.decimal)
    return number === null ? refused(field, 'TYPE', { expected: 'number' }) : parse(number, field, context)
  }
}
