import type { LookupOption, RecordData } from '../../engine/contract/api.ts'
import type { Condition } from '../../engine/contract/condition.ts'
import { path, request } from './request.ts'

export interface SearchGroup {
  module: string
  records: RecordData[]
  more: boolean
}

export function searchRecords(input: { q: string; modules?: string[]; limit?: number }, signal?: AbortSignal): Promise<{ groups: SearchGroup[] }> {
  return request('GET', '/api/search', { query: { q: input.q, modules: input.modules?.join(','), limit: input.limit }, signal })
}

export function lookUp(input: { module: string; q: string; filter?: Condition; limit?: number }, signal?: AbortSignal): Promise<{ options: LookupOption[] }> {
  return request('GET', path`/api/lookup/${input.module}`, {
    query: { q: input.q, filter: input.filter && JSON.stringify(input.filter), limit: input.limit },
    signal,
  })
}
