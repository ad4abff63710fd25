import type { CurrencyModel } from '../../contract/model.ts'
import type { FieldContext, FieldType } from '../field-type.ts'
import { accepted, refused } from '../parsed.ts'
import { readNumber } from './read-number.ts'

/** Reads `$1,200.50`, `EUR 12`, `1200元` from a cell: a sign or code that the installation does not know is refused, not taken for its own money. */
export function parseMoneyText(parse: FieldType['parse']): NonNullable<FieldType['parseText']> {
  return (text, field, ...[context, format]) => {
    if (text.trim() === '') return accepted(null)
    const mark = markOf(text)
    const amount = readNumber(text.normalize('NFKC').replace(mark, ''), format.decimal)
    if (amount === null) return refused(field, 'TYPE', { expected: 'money' })
    if (mark === '') return parse(amount, field, context)
    const currency = currencyByMark(YUAN.has(mark) ? '¥' : mark, context)
    return currency ? parse({ amount, currency: currency.key }, field, context) : refused(field, 'CURRENCY', { currency: mark })
  }
}

/** The sign or code that stands before or behind the number. */
function markOf(text: string): string {
  return text
    .slice(0, 100)
    .normalize('NFKC')
    .replace(/[\d.,'’\s()+\-\u2212万萬亿億%_]/g, '')
}

const YUAN = new Set(['人民币', '元', '圆', '人民币元'])

/** The base currency comes first: ¥ is the yuan in one house and the yen in another. */
function currencyByMark(mark: string, { model, baseCurrency }: FieldContext): CurrencyModel | undefined {
  const known = [baseCurrency, ...model.currencies]
  const sign = mark.match(/\p{Sc}/u)?.[0]
  return (
    known.find(({ key }) => key === mark) ??
    known.find(({ symbol }) => symbol.normalize('NFKC') === mark) ??
    known.find(({ symbol }) => sign !== undefined && symbol.normalize('NFKC').endsWith(sign) && mark === sign)
  )
}
