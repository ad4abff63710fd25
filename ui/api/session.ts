import type { Me } from '../../engine/contract/api.ts'
import { request } from './request.ts'

export interface SignInAnswer {
  user: { id: string }
  mustChangePassword: boolean
}

export const signIn = (credentials: { name: string; password: string }) => request<SignInAnswer>('POST', '/api/session', { body: credentials })
export const signOut = () => request<void>('DELETE', '/api/session')
export const loadMe = () => request<Me>('GET', '/api/me')
export const changePassword = (body: { current: string; password: string }) => request<void>('POST', '/api/me/password', { body })
/** What a user may set of their own account; what the server words for them follows. */
export const saveMe = (body: Partial<Pick<Me, 'locale' | 'timeZone' | 'theme'>>) => request<Me>('PATCH', '/api/me', { body })
