import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { RecordData } from '../../contract/api.ts'
import { createFieldContext } from '../../fields/field-context.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { neutralise } from '../neutralise.ts'
import type { ExportColumn } from './export-columns.ts'

/** A CSV file in UTF-8 with a byte order mark, which spreadsheets need to see the encoding. Formulas are neutralised. */
export function writeCsv(ctx: RecordContext, columns: ExportColumn[], rows: AsyncIterable<RecordData>): Readable {
  const context = createFieldContext(ctx.model, { ...ctx.actor, now: ctx.clock.now() })
  const lines = async function* (): AsyncGenerator<string[]> {
    yield columns.map(({ heading }) => neutralise(heading))
    for await (const record of rows) {
      yield columns.map(({ path, type, field }) => {
        const value = record.values[path] ?? null
        return neutralise(record.labels[path] ?? (value === null ? '' : type.text(value, field, context)))
      })
    }
  }
  const source = Readable.from(lines())
  const text = stringify({ bom: true })
  source.on('error', (error) => text.destroy(error))
  return source.pipe(text)
}
