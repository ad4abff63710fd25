import { connectDatabase } from '../../../engine/storage/pool.ts'
import { createSession } from '../../../engine/storage/sign-in/sessions.ts'
import { compare } from '../measure/compare.ts'
import type { Side } from '../measure/load.ts'
import { rounded } from '../measure/statistics.ts'
import type { BenchRow } from '../report.ts'
import type { World } from '../world/open-world.ts'
import { fillSharing, PEOPLE_WHO_SEE } from '../world/sharing.ts'

/** With access a query takes at most one and a half times as long as without. */
const GOAL = rounded(1 / 1.5)
const CONNECTIONS = 4

const REQUESTS = {
  list: '/api/records/opportunities?view=all',
  'list with count': '/api/records/opportunities?view=all&count=capped',
  count: '/api/records/opportunities?view=all&count=capped&limit=1&fields=id',
}

/** The same request of the same server, once of people who see a part of the records and once of an administrator, who sees all: the floor. */
export async function access(world: World, { quick }: { quick: boolean }): Promise<BenchRow[]> {
  await fillSharing(world.client)
  const cookies = await signIn(world)
  const rows: BenchRow[] = []
  for (const [who, cookie] of Object.entries(cookies.people)) {
    for (const [name, path] of Object.entries(REQUESTS)) {
      const side = (of: string): Side => ({ url: world.ours.url, headers: { cookie: of }, next: () => ({ path }) })
      const sides = { ours: side(cookie), floor: side(cookies.admin) }
      const { ours, floor, ratio } = await compare(sides, { connections: CONNECTIONS, seconds: quick ? 0.6 : 2, rounds: quick ? 3 : 5 })
      rows.push({
        case: `access: ${name}, ${who}`,
        rows: world.rows,
        connections: CONNECTIONS,
        ours: rounded(ours),
        floor: rounded(floor),
        ratio: rounded(ratio),
        goal: GOAL,
        holds: ratio >= GOAL,
      })
    }
  }
  return rows
}

async function signIn({ client, environment }: World): Promise<{ admin: string; people: Record<string, string> }> {
  const { rows } = await client.query<{ id: string }>(`select id from data.users where username = 'admin'`)
  const database = await connectDatabase(environment.DATABASE_URL ?? '', { max: 1, applicationName: 'bench' })
  try {
    const cookieOf = async (userId: string) =>
      `mortise_session=${(await createSession(database, { userId, address: '127.0.0.1', agent: 'bench', now: new Date() })).token}`
    const people: Record<string, string> = {}
    for (const [who, id] of Object.entries(PEOPLE_WHO_SEE)) people[who] = await cookieOf(id)
    return { admin: await cookieOf(rows[0]?.id ?? ''), people }
  } finally {
    await database.close()
  }
}
