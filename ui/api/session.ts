import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import type { Me } from '../../engine/contract/api.ts'
import type { PasswordLinkInfo, SignInAnswer, SignInMethods } from '../../engine/contract/sign-in.ts'
import { addressOf, request } from './request.ts'

export const loadSignInMethods = () => request<SignInMethods>('GET', '/api/session/methods')
export const signIn = (credentials: { name: string; password: string }) => request<SignInAnswer>('POST', '/api/session', { body: credentials })
/** A code of the app, or a recovery code. */
export const signInWithCode = (body: { challenge: string; code: string }) => request<SignInAnswer>('POST', '/api/session/second-factor', { body })
export const beginPasskeySignIn = () => request<{ challenge: string; options: PublicKeyCredentialRequestOptionsJSON }>('POST', '/api/session/passkey/options')
export const finishPasskeySignIn = (body: { challenge: string; response: AuthenticationResponseJSON }) =>
  request<SignInAnswer>('POST', '/api/session/passkey', { body })
/** Where the browser goes to sign in at the provider of OpenID Connect. */
export const openIdAddress = (next: string) => addressOf('/api/session/open-id', { next })
export const signOut = () => request<void>('DELETE', '/api/session')
export const loadMe = () => request<Me>('GET', '/api/me')
/** What a user may set of their own account; what the server words for them follows. */
export const saveMe = (body: Partial<Pick<Me, 'locale' | 'timeZone' | 'theme'>>) => request<Me>('PATCH', '/api/me', { body })

export const changePassword = (body: { current?: string; password: string }) => request<void>('POST', '/api/me/password', { body })
export const askForLink = (name: string) => request<void>('POST', '/api/password/forgotten', { body: { name } })
export const loadPasswordLink = (token: string) => request<PasswordLinkInfo>('POST', '/api/password/token', { body: { token } })
export const resetPassword = (body: { token: string; password: string }) => request<void>('POST', '/api/password/reset', { body })
/** The admin is themselves again. Nothing: their own session ended in the meantime. */
export const endImpersonation = () => request<{ user: { id: string } } | undefined>('DELETE', '/api/impersonation')
