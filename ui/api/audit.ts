import type { AuditFilter, AuditPage } from '../../engine/contract/audit.ts'
import { request } from './request.ts'

/** A page of what was done, newest first. */
export function searchAudit({ actions, ...filter }: AuditFilter, cursor?: string, signal?: AbortSignal): Promise<AuditPage> {
  return request('GET', '/api/audit', { query: { ...filter, action: actions?.join(','), cursor }, signal })
}

/** `task`: its result is a file with what the filter finds. */
export const exportAudit = (filter: AuditFilter) => request<{ task: string }>('POST', '/api/audit/exports', { body: filter })
