import type { FieldModel } from '../../contract/model.ts'
import { oneColumn } from '../columns.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import { lineOfText } from '../text/text-value.ts'

export const colorField: FieldType = {
  name: 'color',
  label: { en: 'Colour', 'zh-CN': '颜色' },
  parameters: { properties: {} },
  ...lineOfText(parse),
  ...oneColumn({ type: 'text' }),
  schema: () => ({ type: 'string', pattern: '^#[0-9a-f]{6}$' }),
  operators: ['is', 'is_not', 'is_any', 'is_none', 'is_blank', 'is_not_blank'],
  operand: operandFrom(parse),
  searchText: undefined,
  widget: 'color',
}

/** `#rrggbb`, small letters; the short form `#rgb` is written out. */
function parse(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  const hex = typeof raw === 'string' ? /^\s*#?([0-9a-f]{6}|[0-9a-f]{3})\s*$/i.exec(raw)?.[1]?.toLowerCase() : undefined
  if (hex === undefined) return refused(field, typeof raw === 'string' ? 'PATTERN' : 'TYPE', { expected: '#rrggbb' })
  return accepted(`#${hex.length === 3 ? hex.replace(/./g, '$&$&') : hex}`)
}
