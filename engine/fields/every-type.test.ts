import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { FieldValue } from '../contract/api.ts'
import { OPERATORS } from '../contract/condition.ts'
import type { FieldType, SqlValue } from './field-type.ts'
import { setSecretKey } from './other/secret-key.ts'
import { sampleContext, sampleField, sampleModel, sampleTypes } from './testing/sample-model.ts'
import { HOSTILE, SAMPLES } from './testing/sample-values.ts'

const types = sampleTypes()
const context = sampleContext()
const TYPES = types.entries()

beforeAll(() => setSecretKey(new Uint8Array(32).fill(7)))

it('has a sample for every type', () => {
  expect(Object.keys(SAMPLES).toSorted()).toEqual(types.names().toSorted())
})

describe.each(TYPES)('%s', (name, type) => {
  const sample = SAMPLES[name] ?? { good: [], bad: [] }
  const field = sampleField(name, sample.parameters)
  const parse = (raw: unknown) => type.parse(raw, field, context)
  const valueOf = (raw: unknown): FieldValue => {
    const result = parse(raw)
    if (!result.ok) throw new Error(`${name} refuses ${JSON.stringify(raw)}: ${JSON.stringify(result.problems)}`)
    return result.value
  }

  it('describes itself', () => {
    expect(type.name).toBe(name)
    expect(type.label.en).not.toBe('')
    expect(type.label['zh-CN']).toMatch(/\p{Script=Han}|JSON/u)
    expect(type.widget).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(type.operators.every((operator) => OPERATORS.includes(operator))).toBe(true)
    expect(new Set(type.operators).size).toBe(type.operators.length)
    expect(type.safeChanges.filter((other) => !types.names().includes(other) || other === name)).toEqual([])
    expect(type.columns(field).some(({ suffix }) => suffix === (type.compareSuffix ?? '')) || Object.keys(type.parts ?? {}).length > 0).toBe(true)
  })

  it('names its parts by its own columns and by types that there are', () => {
    const suffixes = type.columns(field).map(({ suffix }) => suffix)
    expect(new Set(suffixes).size).toBe(suffixes.length)
    for (const part of Object.values(type.parts ?? {})) {
      expect(suffixes).toContain(part.suffix)
      expect(types.names()).toContain(part.type)
    }
  })

  it('describes its parameters by a schema of properties', () => {
    const { properties = {}, ...rest } = type.parameters as { properties?: object }
    expect(Object.keys(rest).filter((key) => key !== 'required')).toEqual([])
    expect(Object.keys(field).filter((key) => !['key', 'type', 'label'].includes(key) && !Object.hasOwn(properties, key))).toEqual([])
  })

  it('takes blank for null, and null for every column', () => {
    expect([null, undefined, ''].map(valueOf)).toEqual([null, null, null])
    expect(type.toColumns(null, field)).toEqual(type.columns(field).map(() => null))
    expect(
      type.fromColumns(
        type.columns(field).map(() => null),
        field,
      ),
    ).toBeNull()
    expect(type.text(null, field, context)).toBe('')
    expect(type.searchText?.(null, field) ?? '').toBe('')
    expect(type.cell?.(null, field, context) ?? null).toBeNull()
  })

  it.each(sample.good.map((raw) => [raw]))('takes %j, and reads from the database what it wrote', (raw) => {
    const value = valueOf(raw)
    const back = readBack(type, value)
    expect(back).toEqual(name === 'secret' ? { set: true } : value)
    expect(JSON.parse(JSON.stringify(value))).toEqual(value)
  })

  it.each(sample.good.map((raw) => [raw]))('gives %j again as a value that its schema allows and that means the same', (raw) => {
    const value = readBack(type, valueOf(raw))
    expect(validator(type)(value)).toBe(true)
    if (name !== 'secret') expect(valueOf(value)).toEqual(value)
    expect(type.text(value, field, context)).not.toBe('')
  })

  it.each(sample.bad.map((raw) => [raw]))('refuses %j', (raw) => {
    const result = parse(raw)
    expect(result.ok).toBe(false)
    if (!result.ok) expect(result.problems.every((one) => one.field === 'it' && /^[A-Z_]+$/.test(one.code))).toBe(true)
  })

  it.each(HOSTILE)('is not harmed by %s', (_what, raw) => {
    const result = parse(raw)
    type.operand?.(raw, field, context)
    if (!result.ok) expect(JSON.stringify(result.problems).length).toBeLessThan(2000)
    if (!result.ok || result.value === null) return
    expect(JSON.stringify(result.value)).not.toMatch(/\\u0000|\\ud[89a-f]/)
    expect(readBack(type, result.value)).toEqual(name === 'secret' ? { set: true } : result.value)
  })

  it('answers any JSON with a value or with problems, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        const result = parse(raw)
        if (!result.ok || result.value === null) return
        expect(readBack(type, result.value)).toEqual(name === 'secret' ? { set: true } : result.value)
      }),
    )
  })

  it('reads any text of a cell without throwing', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-+()\d.,:/年月日 %$¥€AaPpMm]{0,20}$/)),
        fc.constantFrom({}, { date: 'DD-MM-YY' }, { decimal: ',' as const }, { date: '((((' }),
        (text, format) => {
          const result = type.parseText?.(text, field, context, format)
          if (result?.ok && result.value !== null) expect(readBack(type, result.value)).toEqual(result.value)
        },
      ),
    )
  })

  it('turns operands into what can be bound', () => {
    for (const raw of sample.good.flat()) {
      const operand = type.operand?.(raw, field, context)
      if (operand?.ok) expect(['string', 'number', 'boolean'].includes(typeof operand.value)).toBe(true)
    }
    for (const blank of [null, undefined, '']) expect(type.operand?.(blank, field, context).ok ?? false).toBe(false)
  })
})

/** What PostgreSQL and pg make of a value: numeric and bigint come as texts, timestamps as Date, jsonb as data. */
function readBack(type: FieldType, value: FieldValue): FieldValue {
  const field = sampleField(type.name, SAMPLES[type.name]?.parameters)
  const columns = type.columns(field)
  const cells = type.toColumns(value, field)
  expect(cells).toHaveLength(columns.length)
  return type.fromColumns(
    cells.map((cell, index) => fromPostgres(cell, columns[index]?.type ?? '')),
    field,
  )
}

function fromPostgres(cell: SqlValue, column: string): unknown {
  if (cell === null) return null
  const [, scale] = /^numeric\(\d+,(\d+)\)$/.exec(column) ?? []
  if (scale !== undefined) return padded(String(cell), Number(scale))
  if (column === 'bigint') return String(BigInt(cell as number))
  if (column === 'timestamp with time zone') return new Date(cell as string)
  if (column === 'jsonb') return JSON.parse(cell as string)
  return cell
}

/** PostgreSQL writes all digits of a numeric's scale, and refuses what does not fit. */
function padded(text: string, scale: number): string {
  const [whole = '', fraction = ''] = text.split('.')
  if (fraction.length > scale) throw new Error(`${text} has more than ${scale} decimals`)
  return scale === 0 ? whole : `${whole}.${fraction.padEnd(scale, '0')}`
}

const ajv = new Ajv({ strict: true, allowUnionTypes: true })
addFormats.default(ajv)
const validators = new Map<string, (value: unknown) => unknown>()

function validator(type: FieldType): (value: unknown) => unknown {
  const known = validators.get(type.name)
  if (known) return known
  const made = ajv.compile(type.schema(sampleField(type.name, SAMPLES[type.name]?.parameters), sampleModel))
  validators.set(type.name, made)
  return made
}
