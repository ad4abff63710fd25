import { sql } from 'kysely'
import type { FormatChoices } from '../../contract/formats.ts'
import type { Database } from '../database.ts'

export interface OwnProfile {
  username: string
  email: string | null
  locale: string | null
  theme: 'light' | 'dark' | 'system'
  formats: FormatChoices
}

type Row = Pick<OwnProfile, 'username' | 'email' | 'locale'> & Required<FormatChoices> & { theme: string | null }

/** What a user's own record says of how the screens look to them. */
export async function loadProfileOf(database: Database, userId: string): Promise<OwnProfile> {
  const [row] = await database.query<Row>(sql<Row>`
    select username, email, locale, theme, date_format as "dateFormat", hour_format as "hourFormat", digit_grouping as "digitGrouping",
      decimal_separator as "decimalSeparator", grouping_separator as "groupingSeparator", symbol_placement as "symbolPlacement"
    from data.users where id = ${userId}`)
  const { username = '', email = null, locale = null, theme, ...formats } = row ?? {}
  return { username, email, locale, theme: theme === 'light' || theme === 'dark' ? theme : 'system', formats }
}
