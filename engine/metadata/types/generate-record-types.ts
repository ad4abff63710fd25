import type { FieldModel, Model, ModuleModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import type { Registry } from '../../kernel/registry.ts'
import { typeOfSchema } from './type-of-schema.ts'

/**
 * TypeScript of the records of this installation's modules, for authors of plugins and users of the API:
 * for each module what is read (every field, blank ones null) and what may be sent when a record is made.
 */
export function generateRecordTypes(model: Model, fieldTypes: Registry<FieldType>): string {
  const modules = Object.values(model.modules)
  return [
    '/* The records of this installation. Made by `npm run types`: do not edit. */',
    ...modules.map((module) => moduleTypes(module, { model, fieldTypes })),
    registryOf('Records', modules, { doc: 'What the API answers as `values`, by module.', prefix: '' }),
    registryOf('NewRecords', modules, { doc: 'What the API takes as `values` of a new record, by module. A change may leave out everything.', prefix: 'New' }),
    'export type ModuleKey = keyof Records',
    '',
  ].join('\n\n')
}

interface Vocabulary {
  model: Model
  fieldTypes: Registry<FieldType>
}

function moduleTypes(module: ModuleModel, words: Vocabulary): string {
  const name = typeName(module.key)
  const doc = comment(`${module.pluralLabel.en} · ${module.pluralLabel['zh-CN']}`, '')
  const written = module.fields.filter((field) => !field.readOnly && field.key !== module.number?.field)
  const read = module.fields.map((field) => `${docOf(field)}  ${field.key}: ${typeOf(field, words)} | null`)
  const sent = written.map((field) => `${docOf(field)}  ${field.key}${isNeeded(field) ? '' : '?'}: ${typeOf(field, words)}${isNeeded(field) ? '' : ' | null'}`)
  return `${doc}export interface ${name} {\n${read.join('\n')}\n}\n\n${comment(`To make one of: ${module.pluralLabel.en}`, '')}export interface New${name} {\n${sent.join('\n')}\n}`
}

function typeOf(field: FieldModel, { model, fieldTypes }: Vocabulary): string {
  const type = fieldTypes.get(field.type)
  return type ? typeOfSchema(type.schema(field, model)) : 'unknown'
}

/** The owner is the one who makes the record unless another is named. */
function isNeeded(field: FieldModel): boolean {
  return field.required === true && field.default === undefined && field.copyFrom === undefined
}

function registryOf(name: string, modules: ModuleModel[], { doc, prefix }: { doc: string; prefix: string }): string {
  const lines = modules.map((module) => `  ${module.key}: ${prefix}${typeName(module.key)}`)
  return `${comment(doc, '')}export interface ${name} {\n${lines.join('\n')}\n}`
}

function docOf(field: FieldModel): string {
  const help = field.help ? ` ${field.help.en}` : ''
  return comment(`${field.label.en} · ${field.label['zh-CN']}.${help}`, '  ')
}

/** Labels are free text: they must not end the comment. */
function comment(text: string, indent: string): string {
  return `${indent}/** ${text.replace(/\s+/g, ' ').replaceAll('*/', '* /')} */\n`
}

/** `sales_orders` -> `SalesOrders`. */
function typeName(key: string): string {
  return key
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
