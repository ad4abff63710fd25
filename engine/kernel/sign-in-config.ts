/** A provider of OpenID Connect. */
export interface OpenIdConfig {
  issuer: string
  clientId: string
  clientSecret: string
  /** The text of the button. */
  label: string
  /** A claim that holds the username here; null: people are found by their verified e-mail address alone. */
  usernameClaim: string | null
  /** Code of the profile that unknown people get; null: they are not let in. */
  newUserProfile: string | null
}

/** A directory server. */
export interface LdapConfig {
  url: string
  startTls: boolean
  /** Null: the directory is searched anonymously. */
  bindDn: string | null
  bindPassword: string
  baseDn: string
  /** `{name}` stands for what was typed. */
  userFilter: string
  newUserProfile: string | null
}

type Text = (name: string) => string | null

/** Reads OIDC_…; null where no issuer is named. */
export function readOpenId(text: Text, problems: string[]): OpenIdConfig | null {
  const issuer = text('OIDC_ISSUER')
  if (issuer === null) return null
  if (!URL.canParse(issuer) || !/^https?:$/.test(new URL(issuer).protocol))
    problems.push('OIDC_ISSUER must be the https:// address of the provider: correct it, or remove it.')
  const clientId = text('OIDC_CLIENT_ID')
  const clientSecret = text('OIDC_CLIENT_SECRET')
  if (clientId === null || clientSecret === null)
    problems.push('OIDC_ISSUER is set: set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET as well, as the provider gave them.')
  if (text('MORTISE_BASE_URL') === null) problems.push('OIDC_ISSUER is set: set MORTISE_BASE_URL as well, for the provider sends people back to it.')
  return {
    issuer,
    clientId: clientId ?? '',
    clientSecret: clientSecret ?? '',
    label: text('OIDC_LABEL') ?? 'OpenID Connect',
    usernameClaim: text('OIDC_USERNAME_CLAIM'),
    newUserProfile: text('OIDC_NEW_USER_PROFILE'),
  }
}

/** Reads LDAP_…; null where no server is named. */
export function readLdap(text: Text, problems: string[]): LdapConfig | null {
  const url = text('LDAP_URL')
  if (url === null) return null
  if (!URL.canParse(url) || !/^ldaps?:$/.test(new URL(url).protocol)) problems.push('LDAP_URL must begin with ldap:// or ldaps://: correct it, or remove it.')
  const baseDn = text('LDAP_BASE_DN')
  if (baseDn === null) problems.push('LDAP_URL is set: set LDAP_BASE_DN as well, such as ou=people,dc=example,dc=org.')
  const userFilter = text('LDAP_USER_FILTER') ?? '(|(uid={name})(mail={name}))'
  if (!userFilter.includes('{name}')) problems.push('LDAP_USER_FILTER must hold {name}, which stands for what was typed.')
  return {
    url,
    startTls: text('LDAP_START_TLS') === 'true',
    bindDn: text('LDAP_BIND_DN'),
    bindPassword: text('LDAP_BIND_PASSWORD') ?? '',
    baseDn: baseDn ?? '',
    userFilter,
    newUserProfile: text('LDAP_NEW_USER_PROFILE'),
  }
}
