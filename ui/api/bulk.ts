import type { BulkPlan, BulkRequest } from '../../engine/contract/bulk.ts'
import { request } from './request.ts'

/** What mass work would do; nothing is changed. */
export const planBulk = (body: BulkRequest, signal?: AbortSignal) => request<BulkPlan>('POST', '/api/bulk/dry-run', { body, signal })
/** `task`: its id; the finished task's result is a BulkResult. */
export const startBulk = (body: BulkRequest, idempotencyKey: string) => request<{ task: string }>('POST', '/api/bulk', { body, idempotencyKey })
