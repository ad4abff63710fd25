import { sql } from 'kysely'
import type { Model } from '../../contract/model.ts'
import type { MetadataItem } from '../../metadata/layers/items-layer.ts'
import type { Database } from '../database.ts'

/** Keeps the model that was applied, for the processes that hear of its version. In the transaction of the apply. */
export async function saveModel(database: Database, model: Model): Promise<void> {
  await database.query(sql`
    insert into app.model (only_row, version, content) values (true, ${model.version}, ${JSON.stringify(model)}::jsonb)
    on conflict (only_row) do update set version = excluded.version, content = excluded.content`)
}

/** The model that was applied last; null before the first apply. */
export async function loadModel(database: Database): Promise<Model | null> {
  const rows = await database.query<{ content: Model }>(sql`select content from app.model`)
  return rows[0]?.content ?? null
}

/** The installation's own layer. */
export async function loadMetadataItems(database: Database): Promise<MetadataItem[]> {
  return database.query<MetadataItem>(sql`select path, content from app.metadata_item order by path`)
}

/** Writes items of the installation's own layer, and drops others, in the transaction of the apply that takes them over. */
export async function saveMetadataItems(
  database: Database,
  { items, dropped, author, reason }: { items: readonly MetadataItem[]; dropped: readonly string[]; author: string | null; reason: string },
): Promise<void> {
  if (dropped.length > 0) await database.query(sql`delete from app.metadata_item where path = any(${dropped}::text[])`)
  for (const { path, content } of items)
    await database.query(sql`
      insert into app.metadata_item (path, content, at, author, reason) values (${path}, ${JSON.stringify(content)}::jsonb, now(), ${author}, ${reason})
      on conflict (path) do update set content = excluded.content, at = excluded.at, author = excluded.author, reason = excluded.reason`)
}
