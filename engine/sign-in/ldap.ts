import type { Client, Entry } from 'ldapts'
import type * as Ldapts from 'ldapts'
import { lazyModule } from '../kernel/lazy-module.ts'
import type { LdapConfig } from '../kernel/sign-in-config.ts'
import { userVouchedFor, type Vouched } from './external-user.ts'
import type { ProvenUser, SignInContext } from './sign-in-context.ts'

const ldapts = lazyModule<typeof Ldapts>('ldapts')
const TIMEOUT_MS = 8_000
const LONGEST_NAME = 320
const USERNAMES = ['uid', 'sAMAccountName', 'userPrincipalName']
const NAMES = ['displayName', 'cn']

/**
 * Asks the directory of LDAP_URL whether a name and a password belong together, and gives the user here. Null where there is no
 * directory, it says no, or nobody here is meant. A directory that does not answer is no reason to let anybody in: that is logged.
 */
export async function findInDirectory(ctx: SignInContext, typed: { name: string; password: string }): Promise<ProvenUser | null> {
  const { ldap } = ctx.config
  // A bind without a password is none: servers answer it with success.
  if (ldap === null || typed.password === '' || typed.name.trim() === '' || typed.name.length > LONGEST_NAME) return null
  try {
    const person = await askDirectory(ctx, ldap, typed)
    const user = person && (await userVouchedFor(ctx, person, ldap.newUserProfile))
    return user && { ...user, method: 'ldap' }
  } catch (error) {
    ctx.log.error({ err: error }, 'The directory could not be asked')
    return null
  }
}

async function askDirectory(ctx: SignInContext, ldap: LdapConfig, { name, password }: { name: string; password: string }): Promise<Vouched | null> {
  const entry = await withClient(ctx, ldap, async (client) => {
    if (ldap.bindDn !== null) await client.bind(ldap.bindDn, ldap.bindPassword)
    const { searchEntries } = await client.search(ldap.baseDn, {
      scope: 'sub',
      filter: ldap.userFilter.replaceAll('{name}', escapeFilter(name.trim())),
      sizeLimit: 2,
      attributes: [...USERNAMES, ...NAMES, 'mail'],
    })
    // Two people of one name: nobody can say who is meant.
    return searchEntries.length === 1 ? searchEntries[0] : undefined
  })
  return entry && (await isPassword(ctx, ldap, { dn: entry.dn, password })) ? personOf(entry) : null
}

/** On a connection of its own, so that nothing is ever done in the name of the user. */
function isPassword(ctx: SignInContext, ldap: LdapConfig, { dn, password }: { dn: string; password: string }): Promise<boolean> {
  return withClient(ctx, ldap, async (client) => {
    try {
      await client.bind(dn, password)
      return true
    } catch (error) {
      if (error instanceof Error && error.name === 'InvalidCredentialsError') return false
      throw error
    }
  })
}

async function withClient<T>({ egress }: SignInContext, ldap: LdapConfig, work: (client: Client) => Promise<T>): Promise<T> {
  const { hostname } = new URL(ldap.url)
  if (!egress.isConfigured(hostname)) throw new Error('The directory is not among the configured hosts.')
  const client = new (ldapts().Client)({ url: ldap.url, timeout: TIMEOUT_MS, connectTimeout: TIMEOUT_MS, strictDN: false })
  try {
    if (ldap.startTls) await client.startTLS({ servername: hostname })
    return await work(client)
  } finally {
    await client.unbind().catch(() => undefined)
  }
}

/** RFC 4515: what was typed is never read as a part of the filter. */
function escapeFilter(text: string): string {
  return text.replace(/[\0()*\\]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function personOf(entry: Entry): Vouched {
  const username = firstOf(entry, USERNAMES)
  const email = firstOf(entry, ['mail'])
  return { username, email, name: firstOf(entry, NAMES) ?? username ?? email ?? entry.dn }
}

function firstOf(entry: Entry, attributes: string[]): string | null {
  for (const attribute of attributes) {
    const value = [entry[attribute] ?? []].flat()[0]
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}
