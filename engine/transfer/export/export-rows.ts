import type { ListQuery, RecordData } from '../../contract/api.ts'
import { findRecords } from '../../records/find.ts'
import { auditReads } from '../../records/read/audit-reads.ts'
import type { RecordContext } from '../../records/record-context.ts'

const PAGE = 200

/** All records of a list, page by page, with the actor's rights; progress is counted against the number there was at the start. */
export async function* exportRows(
  ctx: RecordContext,
  input: { query: ListQuery; progress(done: number, total: number): Promise<void> },
): AsyncGenerator<RecordData> {
  const module = ctx.model.modules[input.query.module]
  let done = 0
  let total = 0
  let cursor: string | undefined
  do {
    const page = await findRecords(ctx, { ...input.query, limit: PAGE, cursor, count: cursor === undefined ? 'exact' : 'none' })
    total = page.count?.value ?? total
    if (module)
      await auditReads(
        { ctx, module },
        page.records.map(({ id }) => id),
        { carriedOut: true },
      )
    yield* page.records
    done += page.records.length
    cursor = page.next ?? undefined
    await input.progress(done, Math.max(total, done))
  } while (cursor !== undefined)
}
