import type { Values } from '../../contract/api.ts'
import { RIGHTS_MODULES } from '../../contract/system-modules.ts'
import { bumpRightsVersion } from '../../storage/state.ts'
import { announceNow } from '../after-commit/announce-changes.ts'
import { isBlank } from '../hooks-batch.ts'
import type { RecordContext } from '../record-context.ts'
import { writeEvents, type ChangeEvent } from '../save/write/event-rows.ts'
import type { OpenLink } from './open-link.ts'

/** Tells a change of a link: the event on both records, as `{ readers: "<id>", "readers.stars": 5 }`, each under the key by which it knows the link; new rights; live events. */
export async function tellLink(
  ctx: RecordContext,
  open: OpenLink,
  change: { id: string; other: string; before: Values | null; after: Values | null },
): Promise<void> {
  const action = change.after ? 'link' : 'unlink'
  const eventOf = (record: string, key: string, other: string): ChangeEvent => ({
    record,
    action,
    before: toldAs(change.before, key, other),
    after: toldAs(change.after, key, other),
  })
  await writeEvents(ctx, open.call.module.key, [eventOf(change.id, open.relation.key, change.other)])
  await writeEvents(ctx, open.there.module.key, [eventOf(change.other, open.inverseKey, change.id)])
  // Who belongs to a group, and to what a role belongs, is a matter of rights.
  if ([open.call, open.there].some(({ module }) => RIGHTS_MODULES.includes(module.key))) await bumpRightsVersion(ctx.database)
  await announceNow(ctx, { module: open.call.module.key, ids: [change.id] })
  await announceNow(ctx, { module: open.there.module.key, ids: [change.other] })
}

/** A link as the log tells it on one of its records: the other's id under the link's key, attributes behind a dot. */
export function toldAs(values: Values | null, key: string, other: string): Values | null {
  if (values === null) return null
  const attributes = Object.entries(values)
    .filter(([, value]) => !isBlank(value))
    .map(([name, value]) => [`${key}.${name}`, value])
  return { [key]: other, ...Object.fromEntries(attributes) }
}
