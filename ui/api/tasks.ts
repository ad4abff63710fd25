import type { TaskInfo } from '../../engine/contract/api.ts'
import type { Condition } from '../../engine/contract/condition.ts'
import { path, request } from './request.ts'

export interface ExportRequest { module: string; filter?: Condition; q?: string; fields: string[]; format: 'csv' | 'xlsx' }

export const listTasks = () => request<{ tasks: TaskInfo[] }>('GET', '/api/tasks')
export const getTask = (id: string) => request<TaskInfo>('GET', path`/api/tasks/${id}`)
export const cancelTask = (id: string) => request<void>('DELETE', path`/api/tasks/${id}`)
export const startExport = (body: ExportRequest) => request<{ task: TaskInfo }>('POST', '/api/exports', { body })
