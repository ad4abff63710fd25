import { sql } from 'kysely'
import type { Values } from '../../contract/api.ts'
import type { LinkModel } from '../../contract/model.ts'
import { linkTableOf } from '../../storage/sql-names.ts'
import { announceNow } from '../after-commit/announce-changes.ts'
import type { ModuleCall } from '../call/module-call.ts'
import { fieldShapes, valuesFromRow } from '../call/module-shape.ts'
import { toldAs } from '../links/link-events.ts'
import { type ChangeEvent, writeEvents } from '../save/write/event-rows.ts'
import type { OpenMerge } from './open-merge.ts'

/** One side of a link between modules: where the ids of this module stand, and how each side calls the link. */
interface Side {
  link: LinkModel
  here: 'left_id' | 'right_id'
  there: 'left_id' | 'right_id'
  /** The key by which this module knows the link, and the other module. */
  key: string
  inverseKey: string
  otherModule: string
}

interface Moved extends Record<string, unknown> {
  gone: string
  other: string
}

/**
 * The links of the others become links of the survivor, with their attributes. Where it is linked already, the link of the other
 * stays with it in the recycle bin, out of sight. The log tells each as taken away and made, so that undo needs to know nothing new.
 */
export async function moveLinks(call: ModuleCall, open: OpenMerge): Promise<void> {
  for (const side of sidesOf(call)) await moveSide(call, side, open)
}

function sidesOf({ ctx, module }: ModuleCall): Side[] {
  return Object.values(ctx.model.modules).flatMap(({ links }) =>
    links.flatMap((link): Side[] => [
      ...(link.from === module.key
        ? [{ link, here: 'left_id' as const, there: 'right_id' as const, key: link.key, inverseKey: link.inverse, otherModule: link.to }]
        : []),
      ...(link.to === module.key
        ? [{ link, here: 'right_id' as const, there: 'left_id' as const, key: link.inverse, inverseKey: link.key, otherModule: link.from }]
        : []),
    ]),
  )
}

async function moveSide(call: ModuleCall, side: Side, { survivor, others }: OpenMerge): Promise<void> {
  const shapes = fieldShapes(call.ctx, side.link.fields)
  const columns = shapes.flatMap((shape) => shape.columns.map((column) => sql`, ${sql.id('l', column.name)}`))
  const going = others.map(({ id }) => id)
  const [here, there, table] = [sql.id(side.here), sql.id(side.there), linkTableOf(side.link)]
  const rows = await call.ctx.database.query<Moved>(sql<Moved>`
    with moving as (
      select distinct on (l.${there}) l.id, l.${here} as gone from ${table} l
      where l.${here} = any(${going}::uuid[]) and l.${there} <> all(${[survivor.id, ...going]}::uuid[])
        and not exists (select 1 from ${table} kept where kept.${here} = ${survivor.id}::uuid and kept.${there} = l.${there})
      order by l.${there}, l.id)
    update ${table} l set ${here} = ${survivor.id}::uuid from moving where l.id = moving.id
    returning moving.gone, l.${there} as other${sql.join(columns, sql``)}`)
  if (rows.length === 0) return

  const told = rows.map((row): Told => ({ gone: row.gone, other: row.other, values: valuesFromRow(shapes, row) }))
  await tell(call, side, { survivor: survivor.id, told })
  await announceNow(call.ctx, { module: side.otherModule, ids: told.map(({ other }) => other) })
}

interface Told {
  gone: string
  other: string
  values: Values
}

/** First all that was taken away, then all that was made; of the two events of each, undo follows the one on the left side. */
async function tell(call: ModuleCall, side: Side, { survivor, told }: { survivor: string; told: Told[] }): Promise<void> {
  const away = (record: string, place: Values | null): ChangeEvent => ({ record, action: 'unlink', before: place, after: null })
  const made = (record: string, place: Values | null): ChangeEvent => ({ record, action: 'link', before: null, after: place })
  const { ctx, module } = call
  await writeEvents(
    ctx,
    module.key,
    told.map(({ gone, other, values }) => away(gone, toldAs(values, side.key, other))),
  )
  await writeEvents(
    ctx,
    side.otherModule,
    told.map(({ gone, other, values }) => away(other, toldAs(values, side.inverseKey, gone))),
  )
  await writeEvents(
    ctx,
    module.key,
    told.map(({ other, values }) => made(survivor, toldAs(values, side.key, other))),
  )
  await writeEvents(
    ctx,
    side.otherModule,
    told.map(({ other, values }) => made(other, toldAs(values, side.inverseKey, survivor))),
  )
}
