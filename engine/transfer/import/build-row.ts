import type { FieldValue, Problem, Values } from '../../contract/api.ts'
import { evaluateCondition } from '../../contract/condition-evaluator.ts'
import { fillTemplate } from '../../contract/fill-template.ts'
import type { TextFormat } from '../../fields/field-type.ts'
import { holdsSeveral, splitCell, type MappedField, type ResolvedImport } from './resolve-import.ts'

/** A row of the file on its way to a record. */
export interface BuiltRow {
  number: number
  values: Values
  /** References to other rows of the file, set when all rows are there. */
  deferred: { field: string; row: number }[]
  /** References to records that the run makes before its rows: only in a dry run. */
  awaited: string[]
  /** `text` is the cell that was not understood. */
  problems: (Problem & { text?: string })[]
}

/** Reads the cells of one row by the mapping. An empty cell leaves its field alone, unless the mapping says what it stands for. */
export function buildRow(resolved: ResolvedImport, row: { number: number; cells: string[] }): BuiltRow {
  const built: BuiltRow = { number: row.number, values: {}, deferred: [], awaited: [], problems: [] }
  const isConstant = ({ mapping }: MappedField): boolean => mapping.constant !== undefined
  for (const mapped of resolved.fields.filter((field) => !isConstant(field))) fillField(resolved, built, { mapped, cells: row.cells })
  for (const mapped of resolved.fields.filter(isConstant)) fillConstant(resolved, built, mapped)
  return built
}

interface Cell {
  mapped: MappedField
  cells: string[]
}

function fillField(resolved: ResolvedImport, built: BuiltRow, { mapped, cells }: Cell): void {
  const { mapping, target, resolutions } = mapped
  const text = textOf(resolved, { mapped, cells })
  if (text === '') {
    if (mapping.whenBlank !== undefined) setValue(built, mapped, mapping.whenBlank)
    return
  }
  if (resolutions) return holdsSeveral(target) ? fillSeveral(resolved, built, { mapped, text }) : fillResolved(resolved, built, { mapped, text })
  if (mapping.valueMap && Object.hasOwn(mapping.valueMap, text)) return setValue(built, mapped, mapping.valueMap[text] ?? null)
  if (target.part !== null || !target.type.parseText) return setValue(built, mapped, text)

  const parsed = target.type.parseText(text, target.field, resolved.context, formatOf(mapping.format))
  if (parsed.ok) setValue(built, mapped, parsed.value)
  else built.problems.push(...parsed.problems.map((problem) => ({ ...problem, text })))
}

/** A constant goes to the rows in which its field is shown: a reason for losing only to what was lost. */
function fillConstant({ context, module }: ResolvedImport, built: BuiltRow, mapped: MappedField): void {
  const { visibleIf } = mapped.target.field
  const settings = { fields: module.fields, actorId: null, now: context.now, timeZone: context.timeZone, weekStart: context.weekStart }
  if (visibleIf && !evaluateCondition(visibleIf, built.values, settings)) return
  setValue(built, mapped, mapped.mapping.constant ?? null)
}

function textOf({ stored }: ResolvedImport, { mapped, cells }: Cell): string {
  const { mapping, column } = mapped
  if (mapping.template === undefined) return column === null ? '' : (cells[column] ?? '')
  return fillTemplate(mapping.template, (header) => {
    const index = stored.columns.find((candidate) => candidate.header === header)?.index
    return index === undefined ? undefined : (cells[index] ?? '')
  })
}

interface Text {
  mapped: MappedField
  text: string
}

function fillResolved(resolved: ResolvedImport, built: BuiltRow, { mapped, text }: Text): void {
  const value = valueOfText(resolved, built, { mapped, text })
  if (value !== undefined) setValue(built, mapped, value)
}

/** A list of records to which rows of the same file are added later stands with those that are known. */
function fillSeveral(resolved: ResolvedImport, built: BuiltRow, { mapped, text }: Text): void {
  const values = splitCell(mapped.target, text).map((part) => valueOfText(resolved, built, { mapped, text: part }))
  setValue(
    built,
    mapped,
    values.filter((value) => value !== undefined && value !== null),
  )
}

/** What a text means; undefined where that is not known yet or is a problem, which is noted. */
function valueOfText({ isDryRun }: ResolvedImport, built: BuiltRow, { mapped, text }: Text): FieldValue | undefined {
  const field = mapped.target.field.key
  const resolution = mapped.resolutions?.byText.get(text)
  if (resolution && 'value' in resolution) return resolution.value
  if (resolution && 'row' in resolution) built.deferred.push({ field, row: resolution.row })
  else if (resolution && isDryRun) built.awaited.push(field)
  else built.problems.push({ field, code: resolution ? 'NOT_FOUND' : codeOfUnmatched(mapped, text), text })
  return undefined
}

function codeOfUnmatched({ target, resolutions }: MappedField, text: string): string {
  if (target.field.values !== undefined || target.field.picklist !== undefined) return 'NOT_IN_LIST'
  return resolutions?.ambiguous.has(text) ? 'AMBIGUOUS' : 'NOT_FOUND'
}

/** Parts of one field (street, city) come together in one value. */
function setValue(built: BuiltRow, { target }: MappedField, value: FieldValue): void {
  const { field, part } = target
  if (part === null) {
    built.values[field.key] = value
    return
  }
  const whole = built.values[field.key]
  const parts = typeof whole === 'object' && whole !== null && !Array.isArray(whole) ? whole : {}
  built.values[field.key] = { ...parts, [part]: value }
}

/** `1.234,56` means that the comma is the decimal sign; everything else is a pattern of dates. */
function formatOf(format: string | undefined): TextFormat {
  if (format === '1.234,56') return { decimal: ',' }
  if (format === undefined || format === '1,234.56') return { decimal: '.' }
  return { date: format }
}
