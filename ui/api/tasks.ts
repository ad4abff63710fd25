import type { ExportRequest, TaskInfo } from '../../engine/contract/api.ts'
import { path, request } from './request.ts'

export const listTasks = () => request<{ tasks: TaskInfo[] }>('GET', '/api/tasks')
export const getTask = (id: string) => request<TaskInfo>('GET', path`/api/tasks/${id}`)
export const cancelTask = (id: string) => request<void>('DELETE', path`/api/tasks/${id}`)
/** `task`: its id; the finished task's result is `{ file: FileValue }`. */
export const startExport = (body: ExportRequest) => request<{ task: string }>('POST', '/api/exports', { body })
