import type pg from 'pg'
import type { Model } from '../../../engine/contract/model.ts'
import { registerFieldTypes } from '../../../engine/fields/register.ts'
import type { FieldType } from '../../../engine/fields/field-type.ts'
import { createRegistry, type Registry } from '../../../engine/kernel/registry.ts'
import { recordSearchTerms } from '../../../engine/query/search-terms.ts'
import { duplicateTerms } from '../../../engine/records/duplicates/duplicate-terms.ts'
import { idOf, idSql, type Kind } from './ids.ts'
import { fillPeople, OWNERS } from './people.ts'
import { companyName, dealName } from './vocabulary.ts'

const CHUNK = 10_000
const PRODUCTS = 200

/** One table: how many rows, what each is called, and its other columns as SQL expressions over `s.n`, `s.name` and `s.number`. */
interface Table {
  kind: Kind
  rows: number
  prefix: string
  name(n: number): string
  /** What besides number and name decides about search terms and duplicates. */
  values?(n: number): Record<string, string>
  columns: Record<string, string>
}

/**
 * Fills the tables that our own apply made from the stock metadata: a tenth as many accounts and three tenths as many contacts as
 * opportunities, owned by 500 people in turn. Search terms are made by the engine's own code. Indexes are dropped meanwhile and
 * made again as they were; foreign keys are not checked row by row, what the numbers say fits.
 */
export async function fill(client: pg.Client, { model, rows }: { model: Model; rows: number }): Promise<void> {
  const fieldTypes = createRegistry<FieldType>('field type')
  registerFieldTypes(fieldTypes)
  await client.query("set session_replication_role = replica; set maintenance_work_mem = '512MB'; set synchronous_commit = off")
  await fillPeople(client)
  for (const table of tables(rows)) {
    const indexes = await dropIndexes(client, table.kind)
    for (let from = 1; from <= table.rows; from += CHUNK) await fillChunk(client, { table, model, fieldTypes }, from)
    for (const text of indexes) await client.query(text)
    await client.query('insert into app.counter (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value', [
      `number:${table.kind}.number`,
      table.rows,
    ])
  }
  await client.query('vacuum (analyze)')
  await client.query('checkpoint')
}

/** An account has the same owner as its contacts and opportunities: their numbers are the same modulo 500. */
function tables(rows: number): Table[] {
  const accounts = rows / 10
  const contacts = (rows * 3) / 10
  const accountOf = (n: number) => 1 + ((n - 1) % accounts)
  const account = idSql('accounts', `1 + (s.n - 1) % ${accounts}`)
  return [
    { kind: 'products', rows: PRODUCTS, prefix: 'PRO-', name: (n) => `Product ${n}`, columns: { active: 'true' } },
    { kind: 'accounts', rows: accounts, prefix: 'ACC-', name: companyName, columns: { type: `'customer'`, billing_address_city: `'Ulm'` } },
    {
      kind: 'contacts',
      rows: contacts,
      prefix: 'CON-',
      name: (n) => `Ann${n} Smith`,
      values: (n) => ({ account: idOf('accounts', accountOf(n)), email: `ann${n}@example.com` }),
      columns: { first_name: `'Ann' || s.n`, last_name: `'Smith'`, email: `'ann' || s.n || '@example.com'`, account },
    },
    {
      kind: 'opportunities',
      rows,
      prefix: 'OPP-',
      name: dealName,
      values: (n) => ({ account: idOf('accounts', accountOf(n)), next_step: `Call on day ${n % 365}` }),
      columns: {
        account,
        contact: idSql('contacts', `1 + (s.n - 1) % ${contacts}`),
        product: idSql('products', `1 + s.n % ${PRODUCTS}`),
        amount: '(s.n::bigint * 7919 % 1000000) / 10.0',
        amount_currency: `'USD'`,
        amount_rate: '1',
        amount_base: '(s.n::bigint * 7919 % 1000000) / 10.0',
        stage: `(array['prospecting','qualification','needs_analysis','value_proposition','proposal','negotiation','won','lost'])[1 + s.n / 500 % 8]`,
        probability: '(s.n % 10) * 10',
        close_date: `date '2026-01-01' + (s.n::bigint * 7919 % 1460)::int`,
        lead_source: `(array['cold_call','existing_customer','employee','partner'])[1 + s.n / 500 % 4]`,
        next_step: `'Call on day ' || s.n % 365`,
      },
    },
  ]
}

interface Filling {
  table: Table
  model: Model
  fieldTypes: Registry<FieldType>
}

async function fillChunk(client: pg.Client, { table, model, fieldTypes }: Filling, from: number): Promise<void> {
  const module = model.modules[table.kind]
  if (!module) throw new Error(`There is no module "${table.kind}".`)
  const rows = Array.from({ length: Math.min(CHUNK, table.rows - from + 1) }, (_, index) => {
    const n = from + index
    const values = { ...table.values?.(n), name: table.name(n), number: table.prefix + String(n).padStart(6, '0') }
    const terms = [...recordSearchTerms(module, values, fieldTypes), ...duplicateTerms(module, values)]
    return { n, name: values.name, number: values.number, terms: `{${terms.map((term) => `"${term.replace(/["\\]/g, '\\$&')}"`).join(',')}}` }
  })
  const own = Object.entries(table.columns)
  await client.query(
    `insert into data.${table.kind} (id, owner, created_at, created_by, updated_at, updated_by, version, search_vector, name, number${own.map(([name]) => `, ${name}`).join('')})
    select ${idSql(table.kind, 's.n')}, o.id, c.at, o.id, c.at, o.id, 1, array_to_tsvector(s.terms::text[]), s.name, s.number${own.map(([, value]) => `, ${value}`).join('')}
    from unnest($1::int[], $2::text[], $3::text[], $4::text[]) as s(n, name, number, terms)
    cross join lateral (select ${idSql('users', `1 + (s.n - 1) % ${OWNERS}`)} as id) o
    cross join lateral (select timestamptz '2024-01-01 08:00Z' + s.n * interval '37 seconds' as at) c`,
    [rows.map(({ n }) => n), rows.map(({ name }) => name), rows.map(({ number }) => number), rows.map(({ terms }) => terms)],
  )
}

/** Drops all indexes but the primary key; gives the statements that make them again. */
async function dropIndexes(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; text: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as text from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = ('data.' || $1)::regclass and not i.indisprimary`,
    [table],
  )
  for (const { name } of rows) await client.query(`drop index data."${name}"`)
  return rows.map(({ text }) => text)
}
