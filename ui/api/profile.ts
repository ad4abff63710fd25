import type { RecordData, Values } from '../../engine/contract/api.ts'
import { request } from './request.ts'

/** What users set of their own record. */
export type OwnValues = Pick<RecordData, 'values' | 'labels'>

export const loadProfile = () => request<OwnValues>('GET', '/api/me/profile')
export const saveProfile = (values: Values) => request<OwnValues>('PATCH', '/api/me/profile', { body: { values } })
