import type { FieldValue } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { accepted, refused } from '../parsed.ts'
import { cleanHtml, htmlToWords } from './clean-html.ts'
import { codePoints } from './clean-text.ts'
import { linesOfText, maxLengthParameter, parseText, textSchema } from './text-value.ts'

const DEFAULT_LENGTH = 100_000

export const richTextField: FieldType = {
  name: 'rich_text',
  label: { en: 'Formatted text', 'zh-CN': '富文本' },
  parameters: { properties: { maxLength: maxLengthParameter(1_000_000) } },
  ...linesOfText(parse),
  schema: (field) => textSchema(field.maxLength ?? DEFAULT_LENGTH, { contentMediaType: 'text/html' }),
  text: words,
  searchText: words,
  widget: 'rich-text',
}

/** Cleaned when it is saved, so that no reader has to remember it. What says nothing (an editor's empty paragraph) is blank. */
function parse(raw: unknown, field: FieldModel): Parsed {
  const max = field.maxLength ?? DEFAULT_LENGTH
  const text = parseText(raw, field, { lines: 'many', maxLength: max })
  if (!text.ok || text.value === null) return text
  const html = cleanHtml(String(text.value))
  const saysNothing = htmlToWords(html) === '' && !/<(?:img|hr|table)\b/.test(html)
  if (saysNothing) return accepted(null)
  // Writing out `<` as `&lt;` makes a text longer than it came.
  const length = codePoints(html)
  return length > max ? refused(field, 'TOO_LONG', { max, length }) : accepted(html)
}

function words(value: FieldValue): string {
  return typeof value === 'string' ? htmlToWords(value) : ''
}
