import type { FieldType } from '../field-type.ts'
import { FILE_PARAMETERS, FILE_SCHEMA } from './file-value.ts'
import { oneFile } from './one-file.ts'

/** A picture; without `accept` every `image/*` is taken. */
export const imageField: FieldType = {
  name: 'image',
  label: { en: 'Picture', 'zh-CN': '图片' },
  parameters: FILE_PARAMETERS,
  ...oneFile,
  schema: () => FILE_SCHEMA,
  safeChanges: ['file'],
  widget: 'image',
}
