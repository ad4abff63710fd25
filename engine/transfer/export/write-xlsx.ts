import { PassThrough, type Readable } from 'node:stream'
import type { RecordData } from '../../contract/api.ts'
import { createFieldContext } from '../../fields/field-context.ts'
import type { FieldContext } from '../../fields/field-type.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { neutralise } from '../neutralise.ts'
import type { ExportColumn } from './export-columns.ts'

/** An XLSX file with typed cells (numbers, dates, booleans); texts that look like formulas are neutralised. Written as it is read. */
export async function writeXlsx(ctx: RecordContext, columns: ExportColumn[], rows: AsyncIterable<RecordData>): Promise<Readable> {
  const { WorkbookWriter } = await import('@cj-tech-master/excelts')
  const context = createFieldContext(ctx.model, { ...ctx.actor, now: ctx.clock.now() })
  const out = new PassThrough()
  const workbook = new WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  const sheet = workbook.addWorksheet('Mortise', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map((column) => ({
    header: neutralise(column.heading),
    width: widthOf(column),
    style: { numFmt: FORMATS[column.type.family] ?? 'General' },
  }))

  const write = async (): Promise<void> => {
    for await (const record of rows) sheet.addRow(columns.map((column) => cellOf(record, column, context))).commit()
    sheet.commit()
    await workbook.commit()
  }
  write().catch((error: Error) => out.destroy(error))
  return out
}

const FORMATS: Partial<Record<ExportColumn['type']['family'], string>> = { date: 'yyyy-mm-dd', datetime: 'yyyy-mm-dd hh:mm' }

function widthOf({ type }: ExportColumn): number {
  return type.family === 'text' ? 28 : 16
}

function cellOf(record: RecordData, { path, type, field }: ExportColumn, context: FieldContext): string | number | boolean | Date | null {
  const label = record.labels[path]
  if (label !== undefined) return neutralise(label)
  const value = record.values[path] ?? null
  if (value === null) return null
  const cell = type.cell ? type.cell(value, field, context) : type.text(value, field, context)
  return typeof cell === 'string' ? neutralise(cell) : cell
}
