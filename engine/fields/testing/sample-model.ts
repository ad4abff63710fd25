import type { FieldModel, Model } from '../../contract/model.ts'
import { createRegistry, type Registry } from '../../kernel/registry.ts'
import { createFieldContext } from '../field-context.ts'
import type { FieldContext, FieldType } from '../field-type.ts'
import { registerFieldTypes } from '../register.ts'

/** For tests of the field types: all of them, a small model, and fields made by hand. */

export const sampleModel: Model = {
  version: 1,
  modules: {},
  picklists: {
    industries: {
      key: 'industries',
      label: label('Industries'),
      values: [
        { key: 'technology', label: { en: 'Technology', 'zh-CN': '科技' }, aliases: ['technolgy', 'IT'] },
        { key: 'medical', label: { en: 'Medical', 'zh-CN': '医疗' } },
        { key: 'food_drink', label: { en: 'Food, drink', 'zh-CN': '食品、饮料' } },
      ],
    },
  },
  areas: [],
  currencies: [
    { key: 'CNY', label: { en: 'Yuan', 'zh-CN': '人民币' }, symbol: '¥', decimals: 2, rate: '1', base: true },
    { key: 'USD', label: { en: 'US dollar', 'zh-CN': '美元' }, symbol: '$', decimals: 2, rate: '7.1234', base: false },
    { key: 'JPY', label: { en: 'Yen', 'zh-CN': '日元' }, symbol: '¥', decimals: 0, rate: '0.047', base: false },
    { key: 'KWD', label: { en: 'Kuwaiti dinar', 'zh-CN': '科威特第纳尔' }, symbol: 'KD', decimals: 3, rate: '23.2', base: false },
  ],
  roles: [],
  profiles: [],
  groups: [],
  taxes: [],
}

export function sampleTypes(): Registry<FieldType> {
  const registry = createRegistry<FieldType>('field type')
  registerFieldTypes(registry)
  return registry
}

export function sampleContext(locale: FieldContext['locale'] = 'en'): FieldContext {
  return createFieldContext(sampleModel, { locale, timeZone: 'Asia/Shanghai', now: new Date('2026-11-24T02:00:00Z') })
}

export function sampleField(type: string, parameters: Partial<FieldModel> = {}): FieldModel {
  return { key: 'it', type, label: label('It'), ...parameters }
}

/** The value that a type makes of an input; the codes of its problems in their place where it refuses. */
export function parsed(type: FieldType, raw: unknown, parameters: Partial<FieldModel> = {}): unknown {
  const result = type.parse(raw, sampleField(type.name, parameters), sampleContext())
  return result.ok ? result.value : result.problems.map(({ code }) => code).join()
}

/** The same for the text of a cell. */
export function parsedText(
  type: FieldType,
  text: string,
  { parameters = {}, format = {} }: { parameters?: Partial<FieldModel>; format?: { date?: string; decimal?: '.' | ',' } } = {},
): unknown {
  const result = type.parseText?.(text, sampleField(type.name, parameters), sampleContext(), format)
  if (!result) return 'cannot'
  return result.ok ? result.value : result.problems.map(({ code }) => code).join()
}

function label(text: string): { en: string; 'zh-CN': string } {
  return { en: text, 'zh-CN': text }
}
