import { listRecords } from '../../api/records.ts'
import { useMetadata } from '../../state/metadata.ts'

export interface OwnedCount {
  module: string
  count: number
}

/** How many records of which modules somebody owns: what a transfer would move. The modules with most come first. */
export async function countOwned(user: string): Promise<OwnedCount[]> {
  const metadata = useMetadata()
  const modules = Object.values(metadata.model?.modules ?? {}).filter(
    ({ key, system, fields }) => !system && metadata.allows(key, 'update') && fields.some((field) => field.key === 'owner' && field.type === 'owner'),
  )
  const counts = await Promise.all(
    modules.map(async ({ key }) => {
      const query = { module: key, filter: { field: 'owner', op: 'is' as const, value: user }, fields: [], limit: 1, count: 'exact' as const }
      return { module: key, count: (await listRecords(query)).count?.value ?? 0 }
    }),
  )
  return counts.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count)
}
