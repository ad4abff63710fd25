import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { ImportCounts } from '../../contract/import.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { loadRows } from '../../storage/imports.ts'
import { storedImport } from '../../transfer/import/manage-imports.ts'
import { writeErrorRows } from '../../transfer/import/write-error-rows.ts'

/** So many rows that failed are told one by one; a file holds all of them. */
const TOLD_ROWS = 10

/**
 * Says what became of an import that ended: how many rows were created, updated and skipped, and why rows failed.
 * `errorsFile`: gets the rows that failed, to be corrected and imported again. Rows that failed make the command fail.
 */
export async function tellImport(
  ctx: RecordContext,
  { id, counts, errorsFile }: { id: string; counts: ImportCounts; errorsFile: string | null },
): Promise<void> {
  process.stdout.write(`${counts.create} created, ${counts.update} updated, ${counts.skip} skipped, ${counts.error} failed\n`)
  if (counts.error === 0) return
  process.exitCode = 1
  for (const { number, problems } of await loadRows(ctx.database, { id, after: 0, limit: TOLD_ROWS, state: 'error' })) {
    const reasons = (problems ?? []).map(({ field, message }) => (field ? `${field}: ${message}` : message))
    process.stderr.write(`Row ${number}: ${reasons.join(' ')}\n`)
  }
  if (counts.error > TOLD_ROWS) process.stderr.write(`… and ${counts.error - TOLD_ROWS} more.\n`)
  if (errorsFile === null)
    return void process.stderr.write('With --errors FILE.csv the rows that failed are written to a file, to be corrected and imported again.\n')
  await pipeline(writeErrorRows(ctx, await storedImport(ctx, id)), createWriteStream(errorsFile))
  process.stderr.write(`The rows that failed are in ${errorsFile}.\n`)
}
