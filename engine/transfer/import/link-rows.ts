import type { FieldValue } from '../../contract/api.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { saveRecords } from '../../records/save/save-records.ts'
import type { SaveRequest } from '../../records/save/save-request.ts'
import { loadRows } from '../../storage/imports.ts'
import { buildRow } from './build-row.ts'
import { asValue } from './resolve-references.ts'
import { holdsSeveral, type ResolvedImport } from './resolve-import.ts'

const CHUNK_ROWS = 1_000

/**
 * Sets the references between rows of the file, when all of them have become records: the row that is meant may stand further
 * down. Doing it again changes nothing.
 */
export async function linkRows(ctx: RecordContext, resolved: ResolvedImport): Promise<void> {
  const refersToOwnRows = resolved.fields.some(({ resolutions }) => [...(resolutions?.byText.values() ?? [])].some((resolution) => 'row' in resolution))
  if (!refersToOwnRows) return
  const records = await recordsByRow(ctx, resolved)
  for await (const rows of chunksOf(ctx, resolved)) {
    const requests = rows.flatMap((row) => requestFor(resolved, row, records))
    if (requests.length > 0) await saveRecords(ctx, { module: resolved.module.key, mode: 'each', requests })
  }
}

type Rows = Awaited<ReturnType<typeof loadRows>>

function requestFor(resolved: ResolvedImport, row: Rows[number], records: Map<number, string>): SaveRequest[] {
  if (row.record === null || (row.state !== 'create' && row.state !== 'update')) return []
  const values: Record<string, FieldValue> = {}
  const built = buildRow(resolved, row)
  for (const { field, row: other } of built.deferred) {
    const id = records.get(other)
    const mapped = resolved.fields.find(({ target }) => target.field.key === field)
    if (id === undefined || !mapped) continue
    const value = asValue(mapped, { id, module: resolved.module.key })
    values[field] = holdsSeveral(mapped.target) ? [values[field] ?? built.values[field] ?? [], value].flat() : value
  }
  return Object.keys(values).length > 0 ? [{ op: 'update', id: row.record, values }] : []
}

async function recordsByRow(ctx: RecordContext, resolved: ResolvedImport): Promise<Map<number, string>> {
  const records = new Map<number, string>()
  for await (const rows of chunksOf(ctx, resolved)) {
    for (const { number, record } of rows) if (record !== null) records.set(number, record)
  }
  return records
}

async function* chunksOf(ctx: RecordContext, { stored }: ResolvedImport): AsyncGenerator<Rows> {
  for (let after = 0; ; ) {
    const rows = await loadRows(ctx.database, { id: stored.id, after, limit: CHUNK_ROWS })
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.number
  }
}
