import { listMembers, listOf } from '../choice/list-members.ts'
import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { parseIds } from '../reference/id-value.ts'
import { FILE_PARAMETERS, FILE_SCHEMA, parseFile } from './file-value.ts'

const MAX_FILES = 100

export const filesField: FieldType = {
  name: 'files',
  label: { en: 'Files', 'zh-CN': '多个文件' },
  parameters: FILE_PARAMETERS,
  ...listMembers('uuid[]'),
  schema: () => ({ type: 'array', items: FILE_SCHEMA, maxItems: MAX_FILES }),
  parse,
  text: (value) => listOf(value).join(', '),
  operators: ['is_blank', 'is_not_blank'],
  family: 'none',
  operand: operandFrom(parseFile),
  widget: 'files',
}

function parse(raw: unknown, field: FieldModel): Parsed {
  if (!Array.isArray(raw) || raw.length > MAX_FILES) return parseIds(raw, field, MAX_FILES)
  const ids = []
  for (const entry of raw) {
    const id = parseFile(entry, field)
    if (!id.ok) return id
    ids.push(id.value)
  }
  return parseIds(ids, field, MAX_FILES)
}
