import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import { parseText as parseLine } from '../text/text-value.ts'
import { splitList } from './choice-value.ts'
import { listMembers, listOf } from './list-members.ts'

const MAX_TAGS = 50
const MAX_LENGTH = 50

export const tagsField: FieldType = {
  name: 'tags',
  label: { en: 'Tags', 'zh-CN': '标签' },
  parameters: { properties: {} },
  ...listMembers('text[]'),
  schema: () => ({ type: 'array', items: { type: 'string', minLength: 1, maxLength: MAX_LENGTH }, maxItems: MAX_TAGS, uniqueItems: true }),
  parse,
  parseText: (text, field) => parse(splitList(text), field),
  text: (value) => listOf(value).join(', '),
  searchText: (value) => listOf(value).join(' '),
  operand: operandFrom(parseTag),
  widget: 'tags',
}

/** Names in the order in which they were given; `VIP` and `vip` are one tag, as it was written first. */
function parse(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (!Array.isArray(raw)) return refused(field, 'TYPE', { expected: 'array' })
  if (raw.length > MAX_TAGS) return refused(field, 'TOO_MANY', { max: MAX_TAGS })
  const tags = new Map<string, string>()
  for (const entry of raw) {
    const tag = parseTag(entry, field)
    if (!tag.ok) return tag
    if (typeof tag.value === 'string' && !tags.has(tag.value.toLowerCase())) tags.set(tag.value.toLowerCase(), tag.value)
  }
  return accepted(tags.size === 0 ? null : [...tags.values()])
}

function parseTag(raw: unknown, field: FieldModel): Parsed {
  return parseLine(raw, field, { lines: 'one', maxLength: MAX_LENGTH })
}
