import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { FloorParts } from './reads.ts'
import { termsOf } from './search-words.ts'

interface Deal {
  name: string
  account: string
  amount: string
  stage: string
  close_date: string
  next_step: string
}

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength }) as const
const fields = {
  name: text(200),
  account: { type: 'string', format: 'uuid' },
  amount: { type: 'string', pattern: '^\\d{1,12}(\\.\\d{1,2})?$' },
  stage: text(40),
  close_date: { type: 'string', format: 'date' },
  next_step: text(255),
} as const
const newDeal = { type: 'object', additionalProperties: false, required: ['name', 'account', 'amount', 'stage'], properties: fields } as const
const changedDeal = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'next_step', 'amount'],
  properties: { version: { type: 'integer' }, next_step: fields.next_step, amount: fields.amount },
} as const

/** What is kept of a change, and what is to be done after it: as ours does, in the statement of the change. Nobody takes it out of the outbox. */
const withTraces = (change: string, action: 'create' | 'update', places: Record<'event' | 'actor' | 'after' | 'entry', string>) => `
  with done as (${change}),
  logged as (
    insert into app.change_event (id, change_set, at, actor, actor_name, origin, module, record, action, after, metadata_version)
    select ${places.event}, ${places.event}, now(), ${places.actor}, 'Person 1', 'ui', 'opportunities', d.id, '${action}', ${places.after}::jsonb, 1 from done d),
  queued as (
    insert into app.outbox (id, effect_key, kind, payload, created_at, due_at)
    select ${places.entry}, ${places.entry}::uuid::text, 'floor', jsonb_build_object('id', d.id), now(), 'infinity' from done d)
  select * from done`

/** An account that the viewer may not see cannot be named. */
const CREATE = withTraces(
  `
  insert into data.opportunities (id, owner, created_at, created_by, updated_at, updated_by, version, search_vector, number, name, account, amount, amount_currency,
    amount_rate, amount_base, stage, probability, close_date, next_step)
  select $2, $3, now(), $3, now(), $3, 1, array_to_tsvector($4::text[]), $5, $6, a.id, $8::numeric, 'USD', 1, $8::numeric, $9, 10, $10::date, $11
  from data.accounts a where a.id = $7 and a.deleted_at is null and a.owner = any($1) returning id, version`,
  'create',
  { event: '$12', actor: '$3', after: '$13', entry: '$14' },
)

const UPDATE = withTraces(
  `
  update data.opportunities set version = version + 1, updated_at = now(), updated_by = $2, next_step = $3, amount = $4::numeric, amount_base = $4::numeric,
    search_vector = array_to_tsvector($5::text[])
  where id = $6 and version = $7 and deleted_at is null and owner = any($1) returning id, version, next_step, amount`,
  'update',
  { event: '$8', actor: '$2', after: '$9', entry: '$10' },
)

/** Create and update: checked by schema, one statement each, with a line in the log of changes and one in the outbox. */
export function addWrites(server: FastifyInstance, { pool, owners }: FloorParts): void {
  const me = owners[0]
  let last = Date.now()

  server.post<{ Body: Deal }>('/opportunities', { schema: { body: newDeal } }, async ({ body }, reply) => {
    const number = `FLO-${(last += 1)}`
    const values = [
      owners,
      randomUUID(),
      me,
      termsOf([number, body.name, body.next_step]),
      number,
      body.name,
      body.account,
      body.amount,
      body.stage,
      body.close_date,
      body.next_step,
      randomUUID(),
      JSON.stringify(body),
      randomUUID(),
    ]
    const { rows } = await pool.query({ name: 'create', text: CREATE, values })
    return rows[0] ? reply.code(201).send({ ...body, number, ...rows[0] }) : reply.code(422).send()
  })

  server.patch<{ Params: { id: string }; Querystring: { name: string; number: string }; Body: Pick<Deal, 'next_step' | 'amount'> & { version: number } }>(
    '/opportunities/:id',
    { schema: { body: changedDeal } },
    async ({ params, query, body }, reply) => {
      const terms = termsOf([query.number, query.name, body.next_step])
      const traces = [randomUUID(), JSON.stringify(body), randomUUID()]
      const values = [owners, me, body.next_step, body.amount, terms, params.id, body.version, ...traces]
      const { rows } = await pool.query({ name: 'update', text: UPDATE, values })
      return rows[0] ?? reply.code(409).send()
    },
  )
}
