import type { ExportRequest, ListQuery } from '../../contract/api.ts'
import { openModuleCall } from '../../records/call/module-call.ts'
import { checkFind } from '../../records/find.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { type ExportColumn, exportColumns } from './export-columns.ts'

/** What an export asks of the records, and the columns it writes. */
export interface OpenExport {
  query: ListQuery
  columns: ExportColumn[]
}

/**
 * Checks an export before anything is written: when it is asked for, so that the answer names what is wrong, and again when it runs.
 * Throws NOT_FOUND and FORBIDDEN for the module, INVALID for fields, a filter or an order that mean nothing to the actor.
 */
export async function openExport(ctx: RecordContext, request: ExportRequest): Promise<OpenExport> {
  const { module, filter, q, sort, fields } = request
  const query: ListQuery = { module, filter, q, sort, fields }
  await openModuleCall(ctx, module, 'export')
  await checkFind(ctx, query)
  return { query, columns: exportColumns(ctx, request) }
}
