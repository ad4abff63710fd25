const text = { type: 'string', maxLength: 1000 } as const

const mapping = {
  type: 'array',
  maxItems: 500,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['field'],
    properties: {
      field: { type: 'string', maxLength: 200 },
      column: text,
      template: text,
      constant: {},
      whenBlank: {},
      format: { type: 'string', maxLength: 40 },
      valueMap: { type: 'object', maxProperties: 20_000, additionalProperties: { type: ['string', 'null'], maxLength: 200 } },
      create: { anyOf: [{ type: 'boolean' }, { type: 'array', maxItems: 20_000, items: { type: 'string', maxLength: 1000 } }] },
      module: { type: 'string', maxLength: 40 },
    },
  },
} as const

const options = {
  type: 'object',
  additionalProperties: false,
  required: ['duplicates'],
  properties: { duplicates: { enum: ['skip', 'update', 'create'] }, matchBy: { type: 'array', maxItems: 5, items: { type: 'string', maxLength: 40 } } },
} as const

const format = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'headerRow'],
  properties: {
    type: { enum: ['csv', 'xlsx'] },
    encoding: { enum: ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1252', 'windows-1251', 'windows-1250'] },
    delimiter: { type: 'string', minLength: 1, maxLength: 1 },
    sheet: { type: 'string', maxLength: 200 },
    sheets: { type: 'array', maxItems: 1000, items: { type: 'string' } },
    headerRow: { type: 'boolean' },
  },
} as const

/** See ImportInfo in the contract. */
export const importPatchBody = { type: 'object', additionalProperties: false, properties: { mapping, options, format } } as const

/** See SavedMapping in the contract. */
export const saveMappingBody = {
  type: 'object',
  additionalProperties: false,
  required: ['module', 'name', 'headers', 'mapping', 'options'],
  properties: {
    module: { type: 'string', maxLength: 40 },
    name: { type: 'string', minLength: 1, maxLength: 100 },
    headers: { type: 'array', maxItems: 500, items: { type: 'string' } },
    mapping,
    options,
  },
} as const

/** Rows after a number of the file. */
export const errorRowsQuery = {
  type: 'object',
  additionalProperties: false,
  properties: { after: { type: 'integer', minimum: 0 }, limit: { type: 'integer', minimum: 1, maximum: 200 } },
} as const
