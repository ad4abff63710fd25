import type { ApiTokenInfo, SessionInfo, SignInRecord, SignInSettings, UserSecurity } from '../../engine/contract/sign-in.ts'
import { path, request } from './request.ts'

export const loadUserSecurity = (id: string) => request<UserSecurity>('GET', path`/api/users/${id}/security`)
/** By mail: a link to choose the first password. */
export const inviteUser = (id: string) => request<void>('POST', path`/api/users/${id}/invite`)
/** By mail: a link to choose a new one. */
export const sendPasswordReset = (id: string) => request<void>('POST', path`/api/users/${id}/password-reset`)
/** A new password that is shown once and must be changed; ends all sessions of the user. */
export const setTemporaryPassword = (id: string) => request<{ password: string }>('POST', path`/api/users/${id}/password`)
/** The user keeps the password, and has to choose another one before anything else, in open sessions too. */
export const requirePasswordChange = (id: string) => request<void>('POST', path`/api/users/${id}/password-change`)
export const removeSecondFactor = (id: string) => request<void>('DELETE', path`/api/users/${id}/second-factor`)
/** Forgets failed tries. */
export const removeLock = (id: string) => request<void>('DELETE', path`/api/users/${id}/lock`)
export const listUserSessions = (id: string) => request<{ sessions: SessionInfo[] }>('GET', path`/api/users/${id}/sessions`)
export const endUserSessions = (id: string) => request<void>('DELETE', path`/api/users/${id}/sessions`)
export const endUserSession = (id: string, session: string) => request<void>('DELETE', path`/api/users/${id}/sessions/${session}`)
export const listUserTokens = (id: string) => request<{ tokens: ApiTokenInfo[] }>('GET', path`/api/users/${id}/tokens`)
export const revokeUserToken = (id: string, token: string) => request<void>('DELETE', path`/api/users/${id}/tokens/${token}`)
export const listUserSignIns = (id: string) => request<{ signIns: SignInRecord[] }>('GET', path`/api/users/${id}/sign-ins`)
/** The admin acts as the user from here on, for an hour. */
export const impersonate = (user: string, reason: string) => request<{ user: { id: string } }>('POST', '/api/impersonation', { body: { user, reason } })
/** `task`: gives the records away and then takes the sign-in; its result is `{ moved, skipped, changeSet }`. */
export const deactivateUser = (id: string, transferTo: string | null) =>
  request<{ task: string }>('POST', path`/api/access/users/${id}/deactivate`, { body: transferTo === null ? {} : { transferTo } })

/** What holds for every account. */
export const loadSignInSettings = () => request<SignInSettings>('GET', '/api/sign-in-settings')
export const saveSignInSettings = (settings: SignInSettings) => request<void>('PUT', '/api/sign-in-settings', { body: settings })
