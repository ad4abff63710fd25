import { types } from 'pg'
import type { CustomTypesConfig } from 'pg'

const OID = {
  date: 1082,
  time: 1083,
  interval: 1186,
  timestamp: 1114,
  timestamptz: 1184,
  dateArray: 1182,
  int8Array: 1016,
  numericArray: 1231,
  textArray: 1009,
}

type Parse = (text: string) => unknown

const asText: Parse = (text) => text
const parseTextArray: Parse = types.getTypeParser(OID.textArray)
const parseAnyTimestamp: Parse = types.getTypeParser(OID.timestamptz)

const PARSERS: Record<number, Parse> = {
  [OID.date]: asText,
  [OID.time]: asText,
  [OID.interval]: asText,
  [OID.timestamp]: asText,
  [OID.timestamptz]: parseTimestamp,
  [OID.dateArray]: parseTextArray,
  [OID.int8Array]: parseTextArray,
  [OID.numericArray]: parseTextArray,
}

/**
 * What SQL values become in JavaScript: numeric and int8 stay strings (nothing is rounded), date and time stay strings
 * (they have no zone), timestamptz becomes a Date, arrays of any of them arrays, jsonb plain data.
 */
export const PG_TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : PARSERS[oid]) ?? types.getTypeParser(oid, format as 'text')) as CustomTypesConfig['getTypeParser'],
}

/** `2026-01-31 08:00:00.123456+00`: our sessions run in UTC, so the common form needs no general parser. */
function parseTimestamp(text: string): unknown {
  if (text.length > 29 || text[10] !== ' ' || !text.endsWith('+00')) return parseAnyTimestamp(text)
  return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
}
