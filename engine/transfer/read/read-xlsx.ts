import { createReadStream } from 'node:fs'
import { unreadableFile } from '../errors.ts'
import { cleanText } from './clean-text.ts'
import type { TableFormat, TableRow } from './table-format.ts'

/** The rows of a sheet as texts, its heading included: dates as ISO, numbers without grouping, formulas as their results. */
export async function* readXlsx(path: string, format: TableFormat): AsyncGenerator<TableRow> {
  const { WorkbookReader } = await import('@cj-tech-master/excelts')
  try {
    const workbook = new WorkbookReader(createReadStream(path), { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore' })
    for await (const sheet of workbook) {
      if (format.sheet === undefined || nameOf(sheet) === format.sheet) return yield* filledRows(sheet)
    }
  } catch (error) {
    throw unreadableFile({ cause: error })
  }
}

async function* filledRows(sheet: AsyncIterable<{ number: number; values: unknown }>): AsyncGenerator<TableRow> {
  for await (const { number, values } of sheet) {
    const cells = rowTexts(values)
    if (cells.some((cell) => cell !== '')) yield { number, cells }
  }
}

/** The names of the sheets, in order. */
export async function listSheets(path: string): Promise<string[]> {
  const { WorkbookReader } = await import('@cj-tech-master/excelts')
  const names: string[] = []
  try {
    const workbook = new WorkbookReader(createReadStream(path), { worksheets: 'emit', sharedStrings: 'cache', styles: 'ignore', hyperlinks: 'ignore' })
    for await (const sheet of workbook) names.push(nameOf(sheet))
  } catch (error) {
    throw unreadableFile({ cause: error })
  }
  return names
}

function nameOf(sheet: unknown): string {
  return String((sheet as { name?: unknown }).name ?? '')
}

/** A row's values begin at 1. */
function rowTexts(values: unknown): string[] {
  return Array.isArray(values) ? Array.from(values.slice(1), cellText) : []
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return dateText(value)
  if (typeof value !== 'object') return cleanText(String(value))
  if ('result' in value) return cellText(value.result)
  if ('richText' in value && Array.isArray(value.richText)) return cleanText(value.richText.map((part: { text?: string }) => part.text ?? '').join(''))
  if ('text' in value) return cellText(value.text)
  return ''
}

/** A sheet's dates have no time zone; those at midnight are days. */
function dateText(date: Date): string {
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
}
