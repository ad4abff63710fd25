import type { FieldValue, Values } from '../../../contract/api.ts'
import { moduleCallOf, type ModuleCall } from '../../call/module-call.ts'
import { loadStored } from '../load-stored.ts'
import { referredIn } from '../referred-records.ts'

/**
 * The values with what lies behind their references added under whole paths (`account.industry`), for conditions.
 * Rules hold for everybody alike: what the actor may not see counts as well, and none of it leaves the server.
 */
export async function withReferencedValues(call: ModuleCall, paths: string[], all: Values[]): Promise<Values[]> {
  const byHead = Map.groupBy(paths, (path) => path.slice(0, path.indexOf('.')))
  let extended = all
  for (const [head, group] of byHead) {
    const rests = group.map((path) => path.slice(head.length + 1))
    extended = await withValuesBehind(call, { head, rests }, extended)
  }
  return extended
}

async function withValuesBehind(call: ModuleCall, { head, rests }: { head: string; rests: string[] }, all: Values[]): Promise<Values[]> {
  const field = call.shape.byKey.get(head)?.field
  const [target, ...others] = field?.to ?? []
  const module = target !== undefined && others.length === 0 ? call.ctx.model.modules[target] : undefined
  if (!field || field.type !== 'reference' || !module) return all

  const there = moduleCallOf(call.ctx, { access: call.access, module })
  const idOf = (values: Values) => referredIn(field, values[head] ?? null)[0]?.id ?? ''
  const stored = await loadStored(there, { ids: [...new Set(all.map(idOf).filter((id) => id !== ''))], action: 'read', lock: false })
  const deeper = rests.filter((rest) => rest.includes('.'))
  const found = [...stored.values()]
  const reached = new Map(
    (
      await withReferencedValues(
        there,
        deeper,
        found.map(({ values }) => values),
      )
    ).map((values, index) => [found[index]?.id, values]),
  )
  return all.map((values) => ({ ...values, ...behind(head, rests, reached.get(idOf(values))) }))
}

function behind(head: string, rests: string[], values: Values | undefined): Values {
  return Object.fromEntries(rests.map((rest): [string, FieldValue] => [`${head}.${rest}`, values?.[rest] ?? null]))
}
