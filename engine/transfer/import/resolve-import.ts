import type { ImportMapping, UnmatchedValue } from '../../contract/import.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { createFieldContext } from '../../fields/field-context.ts'
import type { FieldContext } from '../../fields/field-type.ts'
import { notFound } from '../../kernel/errors.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { distinctTexts, loadRows, type StoredImport } from '../../storage/imports.ts'
import { findTarget, type ImportTarget, importTargets } from './import-targets.ts'
import type { FieldResolutions } from './resolution.ts'
import { resolveChoices } from './resolve-choices.ts'
import { resolveReferences } from './resolve-references.ts'

/** So many different texts of one column are resolved; a column with more is no list of names. */
const MOST_TEXTS = 200_000
const ROWS_PER_READ = 5_000

/** One mapped field, ready to read cells. */
export interface MappedField {
  mapping: ImportMapping
  target: ImportTarget
  /** Index of the column; null for templates and constants. */
  column: number | null
  /** Only for fields whose texts mean values of a list or records. */
  resolutions: FieldResolutions | null
}

/** All that is known of an import before its rows are gone through. */
export interface ResolvedImport {
  stored: StoredImport
  module: ModuleModel
  fields: MappedField[]
  context: FieldContext
  unmatched: UnmatchedValue[]
  /** In a dry run nothing that is missing is made. */
  isDryRun: boolean
}

/** Works out what every different text of the file means. Reads, writes nothing. */
export async function resolveImport(ctx: RecordContext, stored: StoredImport, options: { isDryRun?: boolean } = {}): Promise<ResolvedImport> {
  const module = ctx.model.modules[stored.module]
  if (!module) throw notFound()
  const context = createFieldContext(ctx.model, { ...ctx.actor, now: ctx.clock.now() })
  const targets = importTargets(module, ctx.fieldTypes)
  const fields: MappedField[] = []
  for (const mapping of stored.mapping) {
    const target = findTarget(targets, mapping.field)
    if (!target) continue
    const column = stored.columns.find(({ header }) => header === mapping.column)?.index ?? null
    fields.push({ mapping, target, column, resolutions: await resolveField(ctx, { stored, module, mapping, target, column, context }) })
  }
  return { stored, module, fields, context, unmatched: fields.flatMap(({ resolutions }) => resolutions?.unmatched ?? []), isDryRun: options.isDryRun ?? false }
}

interface FieldInput {
  stored: StoredImport
  module: ModuleModel
  mapping: ImportMapping
  target: ImportTarget
  column: number | null
  context: FieldContext
}

async function resolveField(ctx: RecordContext, input: FieldInput): Promise<FieldResolutions | null> {
  const { mapping, target, column, context, stored, module } = input
  const kind = kindOf(target)
  if (column === null || target.part !== null || kind === null) return null

  const cells = await distinctTexts(ctx.database, { id: stored.id, column, limit: MOST_TEXTS })
  const texts = holdsSeveral(target) ? splitTexts(target, cells) : cells
  if (kind === 'choice') return resolveChoices({ mapping, target, texts, context })
  const refersToItself = target.field.to?.includes(module.key) || (target.field.type === 'user' && module.key === 'users')
  return resolveReferences(ctx, { mapping, target, texts, ownRows: refersToItself ? await ownNames(ctx, stored, module) : null })
}

/** Whether texts mean values of a list that the field has, or records; null where the field's type reads them by itself, as tags do. */
function kindOf({ type, field }: ImportTarget): 'choice' | 'reference' | null {
  if (type.family === 'reference' || field.type === 'references') return 'reference'
  const hasList = field.values !== undefined || field.picklist !== undefined
  return hasList && (type.family === 'choice' || type.family === 'choices') ? 'choice' : null
}

/** Whether one cell may hold several values: `a; b`. */
export function holdsSeveral({ type }: ImportTarget): boolean {
  return type.family === 'choices'
}

/** The texts of a cell with several values. Names of records may hold a comma (`Acme, Inc.`). */
export function splitCell({ field }: ImportTarget, text: string): string[] {
  return text
    .split(field.type === 'references' ? /[;；、|\n]/ : /[;；,，、|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function splitTexts(target: ImportTarget, texts: { text: string; rows: number }[]): { text: string; rows: number }[] {
  const counts = new Map<string, number>()
  for (const { text, rows } of texts) for (const part of splitCell(target, text)) counts.set(part, (counts.get(part) ?? 0) + rows)
  return [...counts].map(([text, rows]) => ({ text, rows }))
}

/** The names that the file's own rows are going to have, in lower case, with their row numbers; the first of equal names counts. */
async function ownNames(ctx: RecordContext, stored: StoredImport, module: ModuleModel): Promise<Map<string, number>> {
  const names = new Map<string, number>()
  const header = stored.mapping.find(({ field }) => field === module.nameField)?.column
  const column = stored.columns.find((candidate) => candidate.header === header)?.index
  if (column === undefined) return names
  for (let after = 0; ; ) {
    const rows = await loadRows(ctx.database, { id: stored.id, after, limit: ROWS_PER_READ })
    for (const { number, cells } of rows) {
      const name = (cells[column] ?? '').toLowerCase()
      if (name !== '' && !names.has(name)) names.set(name, number)
    }
    const last = rows.at(-1)
    if (!last || rows.length < ROWS_PER_READ) return names
    after = last.number
  }
}
