import type { DemoInfo } from '../../engine/contract/api.ts'
import { request } from './request.ts'

/** Sample data, for admins. */
export const loadDemo = () => request<DemoInfo>('GET', '/api/demo')
export const startDemo = () => request<{ task: string }>('POST', '/api/demo')
export const removeDemo = () => request<{ task: string }>('DELETE', '/api/demo')
