import type { FieldValue, GeoValue } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed, SqlValue } from '../field-type.ts'
import { toDecimal } from '../number/decimal-value.ts'
import { accepted, isBlank, refused, type Refused } from '../parsed.ts'

/** Seven digits are a centimetre: what a phone sends beyond that is noise. */
const COLUMN = 'numeric(10,7)'

/** A place on the earth in degrees (WGS 84), to seven digits. */
export const geoField: FieldType = {
  name: 'geo',
  label: { en: 'Place on the map', 'zh-CN': '地理位置' },
  parameters: { properties: {} },
  columns: () => [
    { suffix: '_lat', type: COLUMN },
    { suffix: '_lng', type: COLUMN },
  ],
  schema: () => ({
    type: 'object',
    additionalProperties: false,
    required: ['lat', 'lng'],
    properties: { lat: { type: 'number', minimum: -90, maximum: 90 }, lng: { type: 'number', minimum: -180, maximum: 180 } },
  }),
  parse,
  parseText,
  toColumns,
  fromColumns: ([lat, lng]) => (isBlank(lat) || isBlank(lng) ? null : { lat: Number(lat), lng: Number(lng) }),
  text: (value) => (isGeo(value) ? `${value.lat}, ${value.lng}` : ''),
  operators: ['is_blank', 'is_not_blank'],
  compareSuffix: '_lat',
  parts: {
    lat: { suffix: '_lat', type: 'decimal', label: { en: 'Latitude', 'zh-CN': '纬度' } },
    lng: { suffix: '_lng', type: 'decimal', label: { en: 'Longitude', 'zh-CN': '经度' } },
  },
  sortable: false,
  groupable: false,
  summable: false,
  family: 'none',
  safeChanges: [],
  widget: 'geo',
}

function parse(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (typeof raw !== 'object' || Array.isArray(raw) || Object.keys(raw).length !== 2) return refused(field, 'TYPE', { expected: '{ lat, lng }' })
  const given: { lat?: unknown; lng?: unknown } = Object.fromEntries(Object.entries(raw))
  if (isBlank(given.lat) && isBlank(given.lng)) return accepted(null)
  const [lat, lng] = [degrees(given.lat), degrees(given.lng)]
  if (lat === null || lng === null) return refused(field, 'TYPE', { expected: '{ lat, lng }' })
  const outside = outsideOf(field, lat, { part: 'lat', limit: 90 }) ?? outsideOf(field, lng, { part: 'lng', limit: 180 })
  return outside ?? accepted({ lat: rounded(lat), lng: rounded(lng) })
}

/** `39.9042, 116.4074`: latitude first. */
function parseText(text: string, field: FieldModel): Parsed {
  if (text.trim() === '') return accepted(null)
  const match = /^(-?\d{1,3}(?:\.\d{1,20})?)[\s,;]+(-?\d{1,3}(?:\.\d{1,20})?)$/.exec(text.slice(0, 100).normalize('NFKC').trim())
  return match ? parse({ lat: Number(match[1]), lng: Number(match[2]) }, field) : refused(field, 'TYPE', { expected: '39.9042, 116.4074' })
}

function toColumns(value: FieldValue): SqlValue[] {
  return isGeo(value) ? [value.lat.toFixed(7), value.lng.toFixed(7)] : [null, null]
}

/** Numbers; an import brings the two parts as texts. */
function degrees(raw: unknown): number | null {
  const decimal = toDecimal(raw)
  return decimal === null ? null : Number(decimal)
}

function outsideOf(field: FieldModel, value: number, { part, limit }: { part: string; limit: number }): Refused | null {
  if (value < -limit) return refused(field, 'MIN', { min: String(-limit), part })
  return value > limit ? refused(field, 'MAX', { max: String(limit), part }) : null
}

/** Adding zero makes 0 of -0. */
function rounded(value: number): number {
  return Number(value.toFixed(7)) + 0
}

function isGeo(value: FieldValue): value is FieldValue & GeoValue {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && typeof value.lat === 'number'
}
