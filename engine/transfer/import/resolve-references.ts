import type { FieldValue } from '../../contract/api.ts'
import type { ImportMapping } from '../../contract/import.ts'
import { isToSeveral } from '../../fields/reference/reference.ts'
import { isId } from '../../kernel/uuid.ts'
import { findNearNames, matchNames, type NamedRecord } from '../../records/read/match-names.ts'
import type { RecordContext } from '../../records/record-context.ts'
import type { ImportTarget } from './import-targets.ts'
import type { FieldResolutions, Resolution } from './resolution.ts'
import { mappedByHand } from './resolve-choices.ts'

/** Near matches are looked for only for so many texts: those that most rows have. */
const MOST_SUGGESTED = 60

export interface ReferenceInput {
  mapping: ImportMapping
  target: ImportTarget
  texts: { text: string; rows: number }[]
  /** Names of the file's own rows -> row number, where the field refers to the module that is imported. */
  ownRows: Map<string, number> | null
}

/**
 * Finds the records that texts mean: by what the user said, id, name, number or e-mail; then among the file's own rows;
 * then, when asked, to be created. What is left gets near matches. A text that means several records stays unmatched, with all of them.
 */
export async function resolveReferences(ctx: RecordContext, input: ReferenceInput): Promise<FieldResolutions> {
  const modules = referredModules(input)
  const byText = new Map<string, Resolution>()
  const open: { text: string; rows: number }[] = []
  const ambiguous = new Map<string, Found[]>()
  const found = await matchInAll(ctx, { modules, texts: input.texts.map(({ text }) => text) })
  for (const item of input.texts) {
    const resolution = resolveText(input, item.text, found.get(item.text) ?? [])
    if (resolution) byText.set(item.text, resolution)
    else open.push(item)
    const several = found.get(item.text) ?? []
    if (!resolution && several.length > 1) ambiguous.set(item.text, several)
  }
  return { byText, ambiguous: new Set(ambiguous.keys()), unmatched: await withSuggestions(ctx, { input, modules, open, ambiguous }) }
}

interface Found extends NamedRecord {
  module: string
}

function resolveText(input: ReferenceInput, text: string, found: Found[]): Resolution | undefined {
  const byHand = mappedByHand(input.mapping, text)
  if (byHand) return 'value' in byHand && byHand.value !== null ? { value: asValue(input, chosenRecord(input, String(byHand.value), found)) } : byHand
  const only = found[0]
  if (only && found.length === 1) return { value: asValue(input, only) }
  if (found.length > 1) return undefined
  const row = input.ownRows?.get(text.toLowerCase())
  if (row !== undefined) return { row }
  if (isId(text)) return { value: asValue(input, { id: text, module: input.mapping.module ?? '' }) }
  return isCreated(input.mapping, text) ? { create: true } : undefined
}

/** Of the records that a text means, people choose by id alone: it stands in the module in which it was found. */
function chosenRecord({ mapping }: ReferenceInput, id: string, found: Found[]): { id: string; module: string } {
  return { id, module: found.find((record) => record.id === id)?.module ?? mapping.module ?? '' }
}

function isCreated({ create }: ImportMapping, text: string): boolean {
  return Array.isArray(create) ? create.includes(text) : (create ?? false)
}

/** What of the field's value points to a record: all of it, or, in a list of records, one entry. */
export function asValue(input: Pick<ReferenceInput, 'target'>, record: { id: string; module: string }): FieldValue {
  const { field } = input.target
  return field.type === 'reference' && isToSeveral(field) ? { module: record.module || (field.to?.[0] ?? ''), id: record.id } : record.id
}

/** Where a field's records are: an owner is a user or a group. */
export function referredModules({ mapping, target }: Pick<ReferenceInput, 'mapping' | 'target'>): string[] {
  if (target.field.type === 'owner') return ['users', 'groups']
  if (target.field.type === 'user') return ['users']
  return mapping.module ? [mapping.module] : (target.field.to ?? [])
}

/** A name that the first module knows is not looked for in the next. */
async function matchInAll(ctx: RecordContext, input: { modules: string[]; texts: string[] }): Promise<Map<string, Found[]>> {
  const all = new Map<string, Found[]>()
  for (const module of input.modules) {
    const texts = input.texts.filter((text) => !all.has(text))
    if (texts.length === 0) break
    for (const [text, records] of await matchNames(ctx, { module, texts }))
      all.set(
        text,
        records.map((record) => ({ ...record, module })),
      )
  }
  return all
}

interface Open {
  input: ReferenceInput
  modules: string[]
  open: { text: string; rows: number }[]
  ambiguous: Map<string, Found[]>
}

async function withSuggestions(ctx: RecordContext, { input, modules, open, ambiguous }: Open): Promise<FieldResolutions['unmatched']> {
  const module = modules[0]
  const texts = open
    .map(({ text }) => text)
    .filter((text) => !ambiguous.has(text))
    .slice(0, MOST_SUGGESTED)
  const near = module && texts.length > 0 ? await findNearNames(ctx, { module, texts }) : new Map<string, (NamedRecord & { score: number })[]>()
  return open.map(({ text, rows }) => ({
    field: input.mapping.field,
    text,
    rows,
    suggestions: [
      ...(ambiguous.get(text) ?? []).map(({ id, label }) => ({ value: id, label, score: 1 })),
      ...(near.get(text) ?? []).map(({ id, label, score }) => ({ value: id, label, score })),
    ],
  }))
}
