import type { FieldValue, Values } from '../../engine/contract/api.ts'
import type { ClientModel } from '../../engine/contract/client-model.ts'
import type { FieldModel, ModuleModel } from '../../engine/contract/model.ts'

/** A value for every field of a module that a client may write and that points to nothing else. The same number gives the same values. */
export function generatedValues(model: ClientModel, module: ModuleModel, number: number): Values {
  const values: Values = {}
  for (const field of module.fields) {
    const value = field.system || field.readOnly ? undefined : valueOf(model, field, number)
    if (value !== undefined) values[field.key] = value
  }
  return values
}

type Maker = (field: FieldModel, number: number, model: ClientModel) => FieldValue | undefined

const MAKERS: Record<string, Maker> = {
  text: (field, number) => (field.pattern ? fitting(field.pattern, number) : `${field.key} ${number} 文字`.slice(0, field.maxLength ?? 200)),
  // What it shows as an example fits a field with a rule of its own.
  long_text: (field, number) => (field.placeholder ? field.placeholder.en : `${field.key} ${number}\n第二行`),
  rich_text: (field, number) => `<p>${field.key} <strong>${number}</strong></p>`,
  email: (field, number) => `${field.key.replaceAll('_', '-')}.${number}@example.com`,
  phone: (_field, number) => `+86 138 0013 ${String(8000 + number)}`,
  url: (field, number) => `https://example.com/${field.key}/${number}`,
  integer: (field, number) => clampWhole(field, number),
  rating: () => 3,
  decimal: (field) => clamp(field, '2.5'),
  percent: (field) => clamp(field, '40'),
  money: (field, _number, model) => ({
    amount: clamp(field, '199.9'),
    currency: field.currency === undefined ? (model.currencies[0]?.key ?? '') : String(field.currency),
  }),
  boolean: () => true,
  date: (_field, number) => `2026-11-2${number}`,
  datetime: () => '2026-11-23T08:30:00.000Z',
  time: () => '08:30:00',
  duration: () => 5400,
  picklist: (field, _number, model) => choices(field, model)[0],
  multi_picklist: (field, _number, model) => choices(field, model).slice(0, 2),
  address: () => ({ street: '中关村大街 1 号', city: '北京', state: null, postcode: '100080', country: '中国', po_box: null }),
  color: () => '#0b7a66',
  geo: () => ({ lat: 39.9, lng: 116.4 }),
  json: (_field, number) => ({ number, list: [1, 2] }),
  tags: (_field, number) => [`tag ${number}`],
}

function valueOf(model: ClientModel, field: FieldModel, number: number): FieldValue | undefined {
  return Object.hasOwn(MAKERS, field.type) ? MAKERS[field.type]?.(field, number, model) : undefined
}

/** One of some usual texts that a pattern takes: codes in capitals, keys, numbers. */
function fitting(pattern: string, number: number): string | undefined {
  const letter = String.fromCharCode(64 + number)
  return [`Q${letter}X`, `q_${letter.toLowerCase()}`, String(number), `${number}.5`, `https://example.com/${number}`].find((text) =>
    new RegExp(`^(?:${pattern})$`, 'u').test(text),
  )
}

/** Values that depend on another field's value are left to tests of their own. */
function choices(field: FieldModel, model: ClientModel): string[] {
  const values = field.values ?? model.picklists[field.picklist ?? '']?.values ?? []
  return values.filter((value) => value.for === undefined && value.roles === undefined).map(({ key }) => key)
}

function clamp(field: FieldModel, wish: string): string {
  if (field.min !== undefined && Number(wish) < Number(field.min)) return field.min
  return field.max !== undefined && Number(wish) > Number(field.max) ? field.max : wish
}

function clampWhole(field: FieldModel, wish: number): number {
  return Number(clamp(field, String(wish)))
}
