import path from 'node:path'
import { defineError } from './errors.ts'
import { type LdapConfig, type OpenIdConfig, readLdap, readOpenId } from './sign-in-config.ts'

/** What the environment says: read once at start, never changed. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Null: the embedded PostgreSQL in dataDir. */
  readonly databaseUrl: string | null
  /** A read replica for lists and reports. */
  readonly databaseReadUrl: string | null
  /** Absolute. */
  readonly dataDir: string
  /** For the first start only; null: a random one is made and printed. */
  readonly adminPassword: string | null
  /** Address under which people reach the installation, without a slash at the end; null: as the browser calls it. */
  readonly baseUrl: string | null
  /** Null: jobs are kept in PostgreSQL. */
  readonly jobsUrl: string | null
  /** Null: mail is captured in a folder. */
  readonly smtpUrl: string | null
  /** The sender of what the application itself sends; null: no-reply at the host of baseUrl. */
  readonly mailFrom: string | null
  readonly openId: OpenIdConfig | null
  readonly ldap: LdapConfig | null
  /** Null: files are kept in dataDir. */
  readonly filesUrl: string | null
  readonly logLevel: string
}

/** One sentence for each bad value, one a line; each names the variable and what to do. Values of addresses are not quoted: they hold passwords. */
export const badConfig = defineError('CONFIG', 500, '{sentences}')

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']
const POSTGRES = ['postgres:', 'postgresql:']
const MONGODB = ['mongodb:', 'mongodb+srv:']

/** Reads the environment. An empty variable counts as not set. Throws CONFIG with all bad values at once. */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const problems: string[] = []
  const text = (name: string) => environment[name]?.trim() || null
  const address = (name: string, ...kinds: string[]) => checkAddress({ name, value: text(name), kinds, problems })

  const config: Config = {
    port: readPort(text('PORT'), problems),
    host: readHost(text('HOST'), problems),
    databaseUrl: address('DATABASE_URL', ...POSTGRES),
    databaseReadUrl: address('DATABASE_READ_URL', ...POSTGRES),
    dataDir: path.resolve(text('MORTISE_DATA_DIR') ?? 'data'),
    adminPassword: environment['MORTISE_ADMIN_PASSWORD'] || null,
    baseUrl: address('MORTISE_BASE_URL', 'http:', 'https:')?.replace(/\/+$/, '') ?? null,
    jobsUrl: address('JOBS_URL', ...MONGODB, ...POSTGRES),
    smtpUrl: address('SMTP_URL', 'smtp:', 'smtps:'),
    mailFrom: text('MAIL_FROM'),
    openId: readOpenId(text, problems),
    ldap: readLdap(text, problems),
    filesUrl: address('FILES_URL', 's3:', 'file:'),
    logLevel: readLogLevel(text('LOG_LEVEL'), problems),
  }
  if (config.databaseReadUrl && !config.databaseUrl) problems.push('DATABASE_READ_URL names a replica: set DATABASE_URL to its primary, or remove it.')

  if (problems.length > 0) throw badConfig({ params: { sentences: problems.join('\n') } })
  return Object.freeze(config)
}

/** The hosts that the administrator names: connections to them are allowed, also into the own network. */
export function configuredHosts({ smtpUrl, openId, ldap }: Config): string[] {
  return [smtpUrl, openId?.issuer, ldap?.url].flatMap((address) => (address ? [new URL(address).hostname] : []))
}

function readPort(value: string | null, problems: string[]): number {
  if (value === null) return 3000
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN
  if (!(port <= 65_535)) problems.push(`PORT is "${value}": set it to a number from 1 to 65535, or to 0 for any free port.`)
  return port
}

function readHost(value: string | null, problems: string[]): string {
  if (value === null) return '127.0.0.1'
  if (!/^[\w.:%-]+$/.test(value))
    problems.push(`HOST is "${value}": set it to an address or host name without scheme, port or path, such as 127.0.0.1, 0.0.0.0 or ::.`)
  return value
}

function readLogLevel(value: string | null, problems: string[]): string {
  const level = value?.toLowerCase() ?? 'info'
  if (!LOG_LEVELS.includes(level)) problems.push(`LOG_LEVEL is "${value}": set it to one of ${LOG_LEVELS.join(', ')}.`)
  return level
}

function checkAddress(given: { name: string; value: string | null; kinds: string[]; problems: string[] }): string | null {
  const { name, value, kinds, problems } = given
  if (value === null) return null
  // Not the URL class: it refuses the several hosts with ports that MongoDB and PostgreSQL allow.
  const [, scheme = '', host = ''] = /^([a-z][a-z0-9+]*:)\/\/([^/?]*)/i.exec(value) ?? []
  const wanted = kinds.map((kind) => `${kind}//`).join(' or ')
  if (!kinds.includes(scheme.toLowerCase())) problems.push(`${name} must begin with ${wanted}: correct it, or remove it.`)
  else if (!host && scheme !== 'file:') problems.push(`${name} names no host: write it after ${scheme}//.`)
  return value
}
