import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/browser'
import type { ApiTokenInfo, OwnSecurity, SessionInfo, SignInRecord } from '../../engine/contract/sign-in.ts'
import { path, request } from './request.ts'

/** The present password; left out by who has none here. */
export type Current = string | undefined
export interface NewToken {
  name: string
  expiresAt: string | null
  readOnly: boolean
  modules: string[] | null
}

export const loadSecurity = () => request<OwnSecurity>('GET', '/api/me/security')

export const beginTotp = (current: Current) => request<{ secret: string; uri: string }>('POST', '/api/me/totp', { body: { current } })
export const confirmTotp = (code: string) => request<{ recoveryCodes: string[] }>('POST', '/api/me/totp/confirm', { body: { code } })
export const removeTotp = (current: Current) => request<void>('DELETE', '/api/me/totp', { body: { current } })
export const makeRecoveryCodes = (current: Current) => request<{ recoveryCodes: string[] }>('POST', '/api/me/recovery-codes', { body: { current } })

export const beginPasskey = (current: Current) =>
  request<{ challenge: string; options: PublicKeyCredentialCreationOptionsJSON }>('POST', '/api/me/passkeys/options', { body: { current } })
export const addPasskey = (body: { challenge: string; name: string; response: RegistrationResponseJSON }) =>
  request<{ id: string }>('POST', '/api/me/passkeys', { body })
export const removePasskey = (id: string) => request<void>('DELETE', path`/api/me/passkeys/${id}`)

export const listSessions = () => request<{ sessions: SessionInfo[] }>('GET', '/api/me/sessions')
export const endSession = (id: string) => request<void>('DELETE', path`/api/me/sessions/${id}`)
export const endOtherSessions = () => request<void>('DELETE', '/api/me/sessions')
export const listSignIns = () => request<{ signIns: SignInRecord[] }>('GET', '/api/me/sign-ins')

export const listTokens = () => request<{ tokens: ApiTokenInfo[] }>('GET', '/api/me/tokens')
export const createToken = (body: NewToken) => request<{ id: string; token: string }>('POST', '/api/me/tokens', { body })
export const revokeToken = (id: string) => request<void>('DELETE', path`/api/me/tokens/${id}`)
