import type { Readable } from 'node:stream'
import type { ExportRequest, FieldValue } from '../../contract/api.ts'
import type { FileStore } from '../../files/file-store.ts'
import type { TaskKind } from '../../jobs/task-runner.ts'
import { writeAudit } from '../../storage/audit/write-audit.ts'
import { createFile } from '../../storage/files.ts'
import { exportRows } from './export-rows.ts'
import { openExport } from './open-export.ts'
import { writeCsv } from './write-csv.ts'
import { writeXlsx } from './write-xlsx.ts'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Writes a list to a file in the background. Input: {@link ExportRequest}. Result: the file. */
export function exportTask(store: FileStore): TaskKind {
  return {
    async run({ context, task, progress }) {
      const request = task.input as unknown as ExportRequest
      const { query, columns } = await openExport(context, request)
      const { module, format, fields, filter = null, q = null } = request
      await writeAudit(context, { action: 'exported', module, details: { format, fields, filter: filter as FieldValue, q } })
      const rows = exportRows(context, { query, progress })
      const content: Readable = request.format === 'csv' ? writeCsv(context, columns, rows) : await writeXlsx(context, columns, rows)
      const stored = await store.write(content)
      const name = `${context.model.modules[request.module]?.pluralLabel[context.actor.locale] ?? request.module} ${context.clock.now().toISOString().slice(0, 10)}.${request.format}`
      const file = await createFile(context.database, {
        name,
        size: stored.size,
        hash: stored.hash,
        type: TYPES[request.format],
        storageKey: stored.key,
        createdBy: context.actor.userId,
      })
      return { file: { ...file } } satisfies FieldValue
    },
  }
}
