import type pg from 'pg'
import type { ListResult } from '../../../engine/contract/api.ts'
import { ownersSeen } from './people.ts'

export interface Deal {
  id: string
  version: number
  name: string
  number: string
  account: string
}

/** Records that the viewer sees. */
export interface Samples {
  deals(count: number): Promise<Deal[]>
  /** The place in the list behind so many records, or halfway down a shorter one. */
  placeBehind(records: number): Promise<{ cursor: string; at: string; id: string }>
}

const LONGEST_PAGE = 200
const LINE = 50

export function samplesOf(client: pg.Client, ours: { url: string; headers: Record<string, string> }): Samples {
  const page = async (cursor: string | null): Promise<ListResult> => {
    const answer = await fetch(
      `${ours.url}/api/records/opportunities?view=all&limit=${cursor === null ? LINE : LONGEST_PAGE}&fields=id${cursor === null ? '' : `&cursor=${cursor}`}`,
      {
        headers: ours.headers,
      },
    )
    if (!answer.ok) throw new Error(`A page could not be read: ${await answer.text()}`)
    return (await answer.json()) as ListResult
  }
  return {
    async deals(count) {
      const { rows } = await client.query<Deal>(
        'select id, version, name, number, account from data.opportunities where owner = any($1) and deleted_at is null order by md5(id::text) limit $2',
        [ownersSeen(), count],
      )
      return rows
    },
    async placeBehind(records) {
      const { rows } = await client.query<{ count: string }>('select count(*) from data.opportunities where owner = any($1) and deleted_at is null', [
        ownersSeen(),
      ])
      const wanted = Math.min(records, Number(rows[0]?.count) / 2)
      let read = await page(null)
      for (let seen = LINE; seen + LONGEST_PAGE <= wanted && read.next !== null; seen += LONGEST_PAGE) read = await page(read.next)
      const last = read.records.at(-1)
      if (!last || read.next === null) throw new Error('The list has no second page.')
      const [place] = (await client.query<{ at: string }>('select created_at::text as at from data.opportunities where id = $1', [last.id])).rows
      return { cursor: read.next, at: place?.at ?? '', id: last.id }
    },
  }
}
