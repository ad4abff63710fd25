import type { FieldModel } from '../../contract/model.ts'
import type { JsonSchema, Parsed } from '../field-type.ts'
import { ID_SCHEMA, parseId } from '../reference/id-value.ts'

/**
 * Reads which file is meant: its id, or the description of a file as records show it, of which only the id counts.
 * Whether it is there, whose it is and whether its kind and size are allowed is asked by who can look.
 */
export function parseFile(raw: unknown, field: FieldModel): Parsed {
  const isDescription = typeof raw === 'object' && raw !== null && Object.hasOwn(raw, 'id')
  return parseId(isDescription ? Object.getOwnPropertyDescriptor(raw, 'id')?.value : raw, field)
}

/** Sent as an id; shown with name, size and media type. */
export const FILE_SCHEMA: JsonSchema = {
  oneOf: [
    ID_SCHEMA,
    {
      type: 'object',
      required: ['id', 'name', 'size', 'type'],
      properties: { id: ID_SCHEMA, name: { type: 'string' }, size: { type: 'integer', minimum: 0 }, type: { type: 'string' } },
    },
  ],
}

export const FILE_PARAMETERS: JsonSchema = {
  properties: {
    accept: {
      type: 'array',
      maxItems: 50,
      uniqueItems: true,
      items: { type: 'string', pattern: '^[a-z]+/(\\*|[a-z0-9.+-]+)$' },
      description: 'Media types that are taken, for example image/*.',
    },
    maxSize: { type: 'integer', minimum: 1, maximum: 1_073_741_824, description: 'Greatest size, in bytes.' },
  },
}
