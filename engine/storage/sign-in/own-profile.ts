import { sql } from 'kysely'
import type { FormatChoices } from '../../contract/formats.ts'
import type { Database } from '../database.ts'
import { FORMAT_COLUMNS, type FormatRow, formatsOf } from './format-columns.ts'

export interface OwnProfile {
  username: string
  email: string | null
  locale: string | null
  theme: 'light' | 'dark' | 'system'
  formats: FormatChoices
  /** The code of the currency that they chose. */
  currency: string | null
}

type Row = Pick<OwnProfile, 'username' | 'email' | 'locale' | 'currency'> & FormatRow & { theme: string | null }

/** What a user's own record says of how the screens look to them. */
export async function loadProfileOf(database: Database, userId: string): Promise<OwnProfile | null> {
  const [row] = await database.query<Row>(
    sql<Row>`
      select u.username, u.email, u.locale, u.theme, c.code as currency, ${sql.raw(FORMAT_COLUMNS)}
      from data.users u left join data.currencies c on c.id = u.currency where u.id = ${userId}`,
  )
  if (!row) return null
  const { username, email, locale, theme, currency } = row
  return { username, email, locale, theme: theme === 'light' || theme === 'dark' ? theme : 'system', formats: formatsOf(row), currency }
}
