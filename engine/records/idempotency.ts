import { sql } from 'kysely'
import { SYSTEM_PRINCIPAL } from './save/write/keep-principals.ts'
import { idempotencyMismatch } from './errors.ts'
import { asSeenNow } from './read/as-seen-now.ts'
import type { RecordContext } from './record-context.ts'

export interface IdempotentRequest<T> {
  /** The client's Idempotency-Key. */
  key: string
  /** Of everything that makes the request what it is. */
  hash: Uint8Array
  /** The status to answer with. */
  status: number
  work(ctx: RecordContext): Promise<T>
}

interface Answer {
  status: number
  response: unknown
}

interface Row {
  status: number
  request_hash: Uint8Array
  /** The answer as text: jsonb itself would put its keys into another order. */
  response: string
}

/**
 * Does the work once for a user and a key, in one transaction with the row that remembers its answer; the same request
 * again gets that answer, as far as its sender may see it by then. Throws IDEMPOTENCY_MISMATCH for another request with the same key. What fails is not remembered.
 */
export async function answerIdempotently<T>(ctx: RecordContext, request: IdempotentRequest<T>): Promise<Answer> {
  const user = ctx.actor.userId ?? SYSTEM_PRINCIPAL
  return ctx.database.transaction(async (database) => {
    // A second request with the key waits here until the first has committed or given up.
    const claimed = await database.query(sql`
      insert into app.idempotency (key, user_id, request_hash, status, response, at)
      values (${request.key}, ${user}, ${Buffer.from(request.hash)}, 0, 'null', ${ctx.clock.now()})
      on conflict (user_id, key) do nothing returning key`)
    if (claimed.length === 0) return remembered({ ...ctx, database }, { ...request, user })

    const response = await request.work({ ...ctx, database })
    await database.query(sql`
      update app.idempotency set status = ${request.status}, response = to_jsonb(${JSON.stringify(response ?? null)}::text)
      where user_id = ${user} and key = ${request.key}`)
    return { status: request.status, response }
  })
}

async function remembered(ctx: RecordContext, { key, hash, user }: { key: string; hash: Uint8Array; user: string }): Promise<Answer> {
  const [row] = await ctx.database.query<Row>(sql<Row>`
    select status, response, request_hash from app.idempotency where user_id = ${user} and key = ${key}`)
  if (!row || !Buffer.from(hash).equals(row.request_hash)) throw idempotencyMismatch()
  return { status: row.status, response: await asSeenNow(ctx, JSON.parse(row.response)) }
}
