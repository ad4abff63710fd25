import { type FormatChoices, weekStartOf } from '../contract/formats.ts'
import type { CurrencyModel, Model } from '../contract/model.ts'
import type { FieldContext } from './field-type.ts'

/** For whom values are read and written; an actor at a moment fits. `formats` absent: as the language has it. */
export interface FieldReader extends Pick<FieldContext, 'locale' | 'timeZone' | 'now'> {
  formats?: FormatChoices
}

/** What the field types may look up, for one actor and one version of the metadata. */
export function createFieldContext(model: Model, { locale, timeZone, formats, now }: FieldReader): FieldContext {
  return {
    model,
    locale,
    style: formats ? { ...formats, locale } : locale,
    timeZone,
    weekStart: weekStartOf(formats),
    now,
    picklistValues: (field) => field.values ?? sharedValues(model, field.picklist),
    currency: (code) => model.currencies.find((currency) => currency.key === code),
    baseCurrency: model.currencies.find((currency) => currency.base) ?? NO_CURRENCY,
  }
}

/** A model without currencies (in small tests, or a foreign set of modules) still stores amounts: ¤ is ISO 4217's "no currency". */
const NO_CURRENCY: CurrencyModel = { key: 'XXX', label: { en: 'No currency', 'zh-CN': '无币种' }, symbol: '¤', decimals: 2, rate: '1', base: true }

function sharedValues(model: Model, key: string | undefined) {
  return key !== undefined && Object.hasOwn(model.picklists, key) ? (model.picklists[key]?.values ?? []) : []
}
