import type { FieldValue, MoneyValue } from '../../contract/api.ts'
import { multiplyDecimals, normalizeDecimal, roundDecimal } from '../../contract/decimal.ts'
import { formatMoney } from '../../contract/formats.ts'
import type { CurrencyModel, FieldModel } from '../../contract/model.ts'
import type { ColumnSpec, FieldContext, FieldType, Parsed, SqlValue } from '../field-type.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import { BOUNDS, decimalSchema, exactNumber, NUMBER_OPERATORS, parseDecimal } from './decimal-value.ts'
import { parseMoneyText } from './money-text.ts'

const INTEGER_DIGITS = 16
const SCALE = 4
const RATE = { integerDigits: 10, scale: 10 }

/** 26 digits before the point: whatever an amount times a rate can be. */
const COLUMNS: ColumnSpec[] = [
  { suffix: '', type: 'numeric(20,4)' },
  { suffix: '_currency', type: 'text' },
  { suffix: '_rate', type: 'numeric(20,10)' },
  { suffix: '_base', type: 'numeric(30,4)', derived: true },
]

/** An amount in a currency, with the rate of the day. Compared, sorted and summed in the base currency. */
export const moneyField: FieldType = {
  name: 'money',
  label: { en: 'Money', 'zh-CN': '金额' },
  parameters: {
    properties: {
      scale: { type: 'integer', minimum: 0, maximum: SCALE, description: "Digits after the point; the currency's if absent." },
      ...BOUNDS,
      currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'The only currency that the field takes.' },
    },
  },
  columns: () => COLUMNS,
  schema: (field, model) => ({
    type: 'object',
    additionalProperties: false,
    required: ['amount', 'currency'],
    properties: {
      amount: decimalSchema(field.scale ?? SCALE),
      currency: { type: 'string', enum: typeof field.currency === 'string' ? [field.currency] : model.currencies.map(({ key }) => key) },
      rate: decimalSchema(RATE.scale),
    },
  }),
  parse,
  parseText: parseMoneyText(parse),
  toColumns,
  fromColumns,
  text(value, _field, context) {
    const money = asMoney(value)
    return money ? formatMoney(money.amount, context.style, context.currency(money.currency) ?? { symbol: money.currency, decimals: 2 }) : ''
  },
  cell: (value) => exactNumber(asMoney(value)?.amount ?? null),
  searchText: (value) => asMoney(value)?.amount ?? '',
  operators: NUMBER_OPERATORS,
  compareSuffix: '_base',
  operand,
  sortable: true,
  groupable: false,
  summable: true,
  family: 'number',
  safeChanges: [],
  widget: 'money',
}

/** Takes `{ amount, currency, rate? }`, or a bare amount in the field's own currency or the base currency. */
function parse(raw: unknown, field: FieldModel, context: FieldContext): Parsed {
  if (isBlank(raw)) return accepted(null)
  const parts = readParts(raw)
  if (parts === null) return refused(field, 'TYPE', { expected: 'money' })
  if (isBlank(parts.amount)) return accepted(null)

  const currency = currencyOf(parts.currency, field, context)
  if (!currency) return refused(field, 'CURRENCY', { expected: field.currency ? String(field.currency) : context.model.currencies.map(({ key }) => key) })
  const scale = Math.min(field.scale ?? currency.decimals, SCALE)
  const amount = parseDecimal(parts.amount, field, { integerDigits: INTEGER_DIGITS, scale, min: field.min, max: field.max })
  if (!amount.ok) return amount
  const rate = rateOf(parts.rate, currency, field)
  return rate.ok ? accepted({ amount: amount.value, currency: currency.key, rate: rate.value }) : rate
}

function readParts(raw: unknown): { amount: unknown; currency?: unknown; rate?: unknown } | null {
  if (typeof raw === 'string' || typeof raw === 'number') return { amount: raw }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null
  const entries = Object.entries(raw)
  if (entries.length > 3 || entries.some(([key]) => !PARTS.has(key))) return null
  const { amount, currency, rate } = Object.fromEntries(entries)
  return { amount, currency, rate }
}

const PARTS = new Set(['amount', 'currency', 'rate'])

function currencyOf(code: unknown, field: FieldModel, context: FieldContext): CurrencyModel | undefined {
  const fixed = typeof field.currency === 'string' ? field.currency : undefined
  if (isBlank(code)) return fixed === undefined ? context.baseCurrency : context.currency(fixed)
  if (typeof code !== 'string' || (fixed !== undefined && fixed !== code)) return undefined
  return context.baseCurrency.key === code ? context.baseCurrency : context.currency(code)
}

/** The base currency's rate is 1, whatever a client says; another currency's is the one given (as it was saved), or today's. */
function rateOf(raw: unknown, currency: CurrencyModel, field: FieldModel): Parsed {
  if (currency.base) return accepted('1')
  const rate = parseDecimal(isBlank(raw) ? currency.rate : raw, field, RATE)
  if (!rate.ok) return rate
  return Number(rate.value) > 0 ? rate : refused(field, 'MIN', { min: '0', part: 'rate' })
}

function toColumns(value: FieldValue): SqlValue[] {
  const money = asMoney(value)
  if (!money) return [null, null, null, null]
  const { amount, currency, rate = '1' } = money
  return [amount, currency, rate, inBase(amount, rate)]
}

function fromColumns([amount, currency, rate]: unknown[]): FieldValue {
  if (amount === null || amount === undefined) return null
  const money = { amount: normalizeDecimal(String(amount)), currency: String(currency) }
  return rate === null || rate === undefined ? money : { ...money, rate: normalizeDecimal(String(rate)) }
}

/** Amounts are compared in the base currency: a bare number is one already. */
function operand(raw: unknown, field: FieldModel, context: FieldContext): ReturnType<NonNullable<FieldType['operand']>> {
  const bare =
    typeof raw === 'object' ? parse(raw, { ...field, min: undefined, max: undefined }, context) : parseDecimal(raw, field, { integerDigits: 26, scale: SCALE })
  if (!bare.ok) return { ok: false, problem: bare.problems[0] ?? { field: field.key, code: 'TYPE' } }
  if (typeof bare.value === 'string') return { ok: true, value: bare.value }
  const money = asMoney(bare.value)
  return money ? { ok: true, value: inBase(money.amount, money.rate ?? '1') } : { ok: false, problem: { field: field.key, code: 'TYPE' } }
}

function inBase(amount: string, rate: string): string {
  return roundDecimal(multiplyDecimals(amount, rate), SCALE)
}

function asMoney(value: FieldValue): MoneyValue | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as unknown as MoneyValue) : null
}
