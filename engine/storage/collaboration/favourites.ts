import { sql } from 'kysely'
import { type Favourite, FAVOURITES, SCREEN_PREFERENCES } from '../../contract/favourites.ts'
import type { Database } from '../database.ts'

/** A mark that went over to another record. `kept`: its user had marked that one, too. */
export interface MovedFavourite {
  user: string
  favourite: Favourite
  kept: boolean
}

interface Row {
  user: string
  value: unknown
}

/** Who has marked one of some records has marked another one from now on, in its place. Says what was moved. */
export async function moveFavourites(database: Database, { from, to, module }: { from: string[]; to: string; module: string }): Promise<MovedFavourite[]> {
  const rows = await database.query<Row>(sql<Row>`
    select p.user_id as user, p.value -> ${FAVOURITES}::text as value from app.preference p
    where p.key = ${SCREEN_PREFERENCES}
      and jsonb_path_exists(p.value -> ${FAVOURITES}::text, '$[*] ? (@.id == $ids[*])', jsonb_build_object('ids', ${JSON.stringify(from)}::jsonb))
    for update`)
  const moved: MovedFavourite[] = []
  for (const { user, value } of rows) {
    const all = favouritesIn(value)
    const gone = all.filter((favourite) => favourite.module === module && from.includes(favourite.id))
    const kept = all.some((favourite) => favourite.module === module && favourite.id === to)
    if (gone.length === 0) continue
    const inPlace = all.map((favourite) => (favourite === gone[0] && !kept ? { ...favourite, id: to } : favourite))
    await write(
      database,
      user,
      inPlace.filter((favourite) => !gone.includes(favourite)),
    )
    moved.push(...gone.map((favourite) => ({ user, favourite, kept })))
  }
  return moved
}

/** Takes back what {@link moveFavourites} did, for those who still have the mark. */
export async function moveFavouritesBack(database: Database, { record, moved }: { record: string; moved: MovedFavourite[] }): Promise<void> {
  const users = [...new Set(moved.map(({ user }) => user))]
  const rows = await database.query<Row>(sql<Row>`
    select p.user_id as user, p.value -> ${FAVOURITES}::text as value from app.preference p
    where p.key = ${SCREEN_PREFERENCES} and p.user_id = any(${users}::uuid[]) for update`)
  for (const { user, value } of rows) {
    const all = favouritesIn(value)
    const theirs = moved.filter((one) => one.user === user)
    if (!all.some(({ id }) => id === record)) continue
    const others = theirs.some(({ kept }) => kept) ? all : all.filter(({ id }) => id !== record)
    await write(database, user, [...others, ...theirs.map(({ favourite }) => favourite)])
  }
}

async function write(database: Database, user: string, favourites: Favourite[]): Promise<void> {
  await database.query(sql`
    update app.preference set value = jsonb_set(value, array[${FAVOURITES}]::text[], ${JSON.stringify(favourites)}::jsonb)
    where user_id = ${user}::uuid and key = ${SCREEN_PREFERENCES}`)
}

/** A preference is what a browser sent: what is no list of marks is left alone. */
export function favouritesIn(value: unknown): Favourite[] {
  return Array.isArray(value) ? value.filter(isFavourite) : []
}

function isFavourite(value: unknown): value is Favourite {
  if (typeof value !== 'object' || value === null) return false
  const { module, id } = value as Partial<Favourite>
  return typeof module === 'string' && typeof id === 'string'
}
