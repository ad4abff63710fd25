import type { FieldType } from '../field-type.ts'
import { FILE_PARAMETERS, FILE_SCHEMA } from './file-value.ts'
import { oneFile } from './one-file.ts'

export const fileField: FieldType = {
  name: 'file',
  label: { en: 'File', 'zh-CN': '文件' },
  parameters: FILE_PARAMETERS,
  ...oneFile,
  schema: () => FILE_SCHEMA,
  widget: 'file',
}
