/** What a password must be like. `minScore`: 0 to 4, as zxcvbn counts; `history`: so many earlier ones are not taken again. */
export interface PasswordPolicy {
  minLength: number
  minScore: number
  history: number
}

/** In which ways one may sign in here: what the sign-in page offers. */
export interface SignInMethods {
  password: boolean
  passkey: boolean
  /** A provider of OpenID Connect, with the text of its button. */
  openId: { label: string } | null
  forgotPassword: boolean
  policy: Pick<PasswordPolicy, 'minLength' | 'minScore'>
}

/** How a session began. */
export type SignInMethod = 'password' | 'totp' | 'recovery_code' | 'passkey' | 'open_id' | 'ldap' | 'impersonation'

/** A sign-in that is done, or one that goes on with a second factor. */
export type SignInAnswer = { user: { id: string }; mustChangePassword: boolean } | { secondFactor: { challenge: string } }

/** What a link in a mail is for. */
export interface PasswordLinkInfo {
  kind: 'reset' | 'invite'
  username: string
  name: string
}

export interface PasskeyInfo {
  id: string
  name: string
  createdAt: string
  lastUsedAt: string | null
}

/** How the own account is secured. */
export interface OwnSecurity {
  /** False for who signs in elsewhere. */
  hasPassword: boolean
  passwordChangedAt: string | null
  totp: { since: string } | null
  recoveryCodesLeft: number
  passkeys: PasskeyInfo[]
  canUsePasskeys: boolean
  policy: Pick<PasswordPolicy, 'minLength' | 'minScore'>
}

/** The same of another user, for admins. */
export interface UserSecurity {
  hasPassword: boolean
  mustChangePassword: boolean
  passwordChangedAt: string | null
  totp: boolean
  passkeys: number
  /** Too many tries: nobody gets in for some minutes. */
  locked: boolean
  lastSignInAt: string | null
}

export interface SessionInfo {
  id: string
  createdAt: string
  lastSeenAt: string
  address: string | null
  agent: string | null
  method: SignInMethod
  /** The session that asks. */
  current: boolean
}

export interface ApiTokenInfo {
  id: string
  name: string
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  readOnly: boolean
  /** Null: all modules. */
  modules: string[] | null
}

/** A try to sign in to an account. */
export interface SignInRecord {
  at: string
  outcome: 'succeeded' | 'failed'
  method: SignInMethod | null
  address: string | null
  agent: string | null
  impersonator: { id: string; name: string } | null
}

/** What an admin may set. */
export interface SignInSettings {
  password: PasswordPolicy
}
