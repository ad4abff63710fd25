import type { FieldModel, Model, ModuleModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import type { Registry } from '../../kernel/registry.ts'
import { columnsOf, compareColumnOf, fieldTypeOf, isModulePair } from '../columns.ts'
import { descending, LIVE, makeIndex, type IndexWish } from './make-index.ts'
import type { ComparableForm, IndexKey, TableIndex } from './table-spec.ts'

/** Every index makes every write dearer: the sort orders of views get this many, the first of them also for each owner. */
const MOST_SORTS = 5
const MOST_OWNER_SORTS = 3
/** A B-tree row holds 2,704 bytes; a character may take four, and id and owner stand beside it. */
const LONGEST_SORTED_TEXT = 600
const SCALAR_FAMILIES = new Set<FieldType['family']>(['text', 'number', 'boolean', 'date', 'datetime', 'time', 'choice'])

interface Scope {
  module: ModuleModel
  model: Model
  fieldTypes: Registry<FieldType>
}

/**
 * The indexes that a module's views, layouts, search, references and access ask for; nobody writes them by hand.
 * Lists are late row look-ups: for each sort column the page is found in an index alone, once for those who see
 * all and once by owner. All but references are partial on records that live.
 */
export function deriveIndexes(module: ModuleModel, model: Model, fieldTypes: Registry<FieldType>): TableIndex[] {
  const scope: Scope = { module, model, fieldTypes }
  const wishes = [
    ...uniqueIndexes(scope),
    ...searchIndexes(scope),
    ...sortIndexes(scope),
    ...referenceIndexes(scope),
    ...choiceIndexes(scope),
    ...lookupIndexes(scope),
    ...declaredIndexes(scope),
    recycleBinIndex,
  ]
  return withoutRepeats(wishes.map((wish) => makeIndex(module.key, wish)))
}

function uniqueIndexes({ module, fieldTypes }: Scope): IndexWish[] {
  return module.fields.flatMap((field): IndexWish[] => {
    const column = compareColumnOf(field, fieldTypes)
    // A number that was given once is never given again, not even when its record lies in the recycle bin.
    if (field.key === module.number?.field) return [{ purpose: 'unique', keys: [column], unique: true, where: [{ column, isNull: false }] }]
    return field.unique ? [{ purpose: 'unique', keys: [column], unique: true }] : []
  })
}

function searchIndexes({ module }: Scope): IndexWish[] {
  const searched = module.search.length > 0 || module.fields.some((field) => field.searchable)
  return searched ? [{ purpose: 'search', method: 'gin', keys: ['search_vector'] }] : []
}

function sortIndexes(scope: Scope): IndexWish[] {
  const sorts = sortColumns(scope).slice(0, MOST_SORTS)
  const byOwner = scope.module.access.organisation === 'private' ? sorts.slice(0, MOST_OWNER_SORTS) : sorts.slice(0, 1)
  return [
    ...sorts.map((column): IndexWish => ({ purpose: 'sort', keys: [descending(column), descending('id')], include: ['owner'] })),
    ...byOwner.map((column): IndexWish => ({ purpose: 'owner', keys: ['owner', descending(column), descending('id')] })),
    ...statusIndexes(scope, sorts[0]),
  ]
}

/** The main filter, in the order of the main view: stages of a pipeline, columns of a board. */
function statusIndexes(scope: Scope, sort: string | undefined): IndexWish[] {
  const field = scope.module.fields.find((candidate) => candidate.key === scope.module.statusField)
  if (!field || !isScalar(field, scope)) return []
  const status = compareColumnOf(field, scope.fieldTypes)
  const order: IndexKey[] = sort === undefined || sort === status ? [descending('id')] : [descending(sort), descending('id')]
  const forAll: IndexWish = { purpose: 'status', keys: [status, ...order], include: ['owner'] }
  return scope.module.access.organisation === 'private' ? [forAll, { purpose: 'status', keys: ['owner', status, ...order] }] : [forAll]
}

/**
 * Not partial on deleted_at: purging the other record must find every row that points to it, the recycle bin's too,
 * and a foreign key's own query can prove `is not null` but nothing else.
 */
function referenceIndexes({ module, fieldTypes }: Scope): IndexWish[] {
  return module.fields
    .filter((field) => !field.system)
    .flatMap((field) => {
      const columns = columnsOf(field, fieldTypes)
      return columns
        .filter((column) => column.references || (isModulePair(columns) && column.type === 'uuid'))
        .map(({ name }): IndexWish => ({ purpose: 'reference', keys: [name], where: [{ column: name, isNull: false }] }))
    })
}

function choiceIndexes({ module, fieldTypes }: Scope): IndexWish[] {
  return module.fields
    .filter((field) => fieldTypeOf(field, fieldTypes).family !== 'none')
    .flatMap((field) => columnsOf(field, fieldTypes))
    .filter((column) => column.type.endsWith('[]'))
    .map((column): IndexWish => ({ purpose: 'choices', method: 'gin', keys: [column.name] }))
}

/**
 * How imports find records by what people wrote: by name, number, e-mail or another unique text without regard to
 * case, and by the first text of each rule for duplicates. Texts without space and punctuation are only asked for
 * together with near matches: where those have no index, the other one could not be used either.
 */
function lookupIndexes(scope: Scope): IndexWish[] {
  const { module } = scope
  const identifying = [module.nameField, module.number?.field, module.emailField, ...module.fields.filter((field) => field.unique).map((field) => field.key)]
  const rules = module.duplicates.flatMap((rule) => rule.match.filter((match) => isText(match.field, scope)).slice(0, 1))
  const near = nearMatchFields(scope)
  const wish = (key: string, form: ComparableForm): IndexWish => ({ purpose: 'lookup', keys: [{ column: key, form }] })
  return [
    ...identifying.flatMap((key) => (key !== undefined && isText(key, scope) ? [wish(key, 'lower')] : [])),
    ...rules.flatMap(({ field, by }) => (by === 'exact' ? [wish(field, 'lower')] : [])),
    ...rules.flatMap(({ field, by }) => (by === 'normalised' && near.includes(field) ? [wish(field, 'squeezed')] : [])),
    ...near.map((column): IndexWish => ({ purpose: 'near match', method: 'gin', keys: [{ column, trigrams: true }] })),
  ]
}

/** Trigrams make a write dearer than three other indexes: only where a rule asks for names that are alike. */
function nearMatchFields(scope: Scope): string[] {
  return scope.module.duplicates.flatMap((rule) => rule.match.filter(({ field, by }) => by === 'similar' && isText(field, scope)).map((part) => part.field))
}

function declaredIndexes(scope: Scope): IndexWish[] {
  const { module, fieldTypes } = scope
  return module.indexes.flatMap(({ fields, unique }): IndexWish[] => {
    const columns = fields.map((key) => module.fields.find((field) => field.key === key)).filter((field) => field !== undefined)
    return columns.length === fields.length
      ? [{ purpose: 'declared', keys: columns.map((field) => compareColumnOf(field, fieldTypes)), unique: unique === true }]
      : []
  })
}

const recycleBinIndex: IndexWish = { purpose: 'recycle bin', keys: [descending('deleted_at'), descending('id')], where: [{ ...LIVE, isNull: false }] }

/** Columns by which lists are sorted, the most important first: the default view, the other views, the calendar, the name, fields marked `index`. */
function sortColumns(scope: Scope): string[] {
  const { module, fieldTypes } = scope
  const views = [...module.views].sort((a, b) => Number(b.default ?? false) - Number(a.default ?? false))
  const keys = [
    ...views.map((view) => view.sort?.[0]?.field),
    module.calendar?.start,
    module.nameField,
    ...module.fields.filter((field) => field.index).map((field) => field.key),
  ]
  const fields = keys.flatMap((key) => module.fields.filter((field) => field.key === key && isScalar(field, scope)))
  return [...new Set(fields.map((field) => compareColumnOf(field, fieldTypes)))]
}

/** Sorted by its own column, not by the label of something else, and short enough for a B-tree. */
function isScalar(field: FieldModel, { model, fieldTypes }: Scope): boolean {
  const type = fieldTypeOf(field, fieldTypes)
  if (!type.sortable || !SCALAR_FAMILIES.has(type.family)) return false
  const column = columnsOf(field, fieldTypes).find(({ suffix }) => suffix === (type.compareSuffix ?? ''))
  if (column?.type !== 'text' || type.family === 'choice') return column !== undefined
  const longest = type.schema(field, model).maxLength
  return typeof longest === 'number' && longest <= LONGEST_SORTED_TEXT
}

/** A field that is one short text. */
function isText(key: string, scope: Scope): boolean {
  const field = scope.module.fields.find((candidate) => candidate.key === key)
  return field !== undefined && fieldTypeOf(field, scope.fieldTypes).family === 'text' && isScalar(field, scope)
}

/** The same index wished twice is one. */
function withoutRepeats(indexes: TableIndex[]): TableIndex[] {
  return [...new Map(indexes.map((index) => [index.name, index])).values()]
}
