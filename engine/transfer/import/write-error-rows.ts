import { stringify } from 'csv-stringify'
import { Readable } from 'node:stream'
import type { RecordContext } from '../../records/record-context.ts'
import { loadRows, type StoredImport } from '../../storage/imports.ts'
import { neutralise } from '../neutralise.ts'

const CHUNK_ROWS = 1_000
const PROBLEMS_HEADER = { en: 'What is wrong', 'zh-CN': '错误说明' }

/** The rows that could not be imported, as a CSV file with a last column that says why: to be corrected and imported again. */
export function writeErrorRows(ctx: RecordContext, stored: StoredImport): Readable {
  return Readable.from(errorRows(ctx, stored)).pipe(stringify({ bom: true }))
}

async function* errorRows(ctx: RecordContext, stored: StoredImport): AsyncGenerator<string[]> {
  yield [...stored.columns.map(({ header }) => header), PROBLEMS_HEADER[ctx.actor.locale]]
  for (let after = 0; ; ) {
    const rows = await loadRows(ctx.database, { id: stored.id, after, limit: CHUNK_ROWS, state: 'error' })
    const last = rows.at(-1)
    if (!last) return
    for (const { cells, problems } of rows) {
      yield [
        ...cells,
        (problems ?? []).map(({ field, message, text }) => [field, text, message].filter((part) => part !== undefined).join(': ')).join('; '),
      ].map(neutralise)
    }
    after = last.number
  }
}
