import type { AggregateQuery, AggregateResult, Candidate, HistoryEvent, ListQuery, ListResult, RecordData, Values } from '../../engine/contract/api.ts'
import { path, type QueryValue, request } from './request.ts'

export interface ChangeSetAnswer {
  changeSet: string
}
/** One page of a list. A short query is sent as an address, so that it can be cached and read in logs; a long one as a body. */
export function listRecords(query: ListQuery, signal?: AbortSignal): Promise<ListResult> {
  const { module, deleted, ...rest } = query
  const filter = rest.filter === undefined ? '' : JSON.stringify(rest.filter)
  if (deleted) return request('GET', path`/api/bin/${module}`, { query: asText(query), signal })
  if (filter.length > LONG_FILTER) return request('POST', path`/api/records/${module}/query`, { body: rest, signal })
  return request('GET', path`/api/records/${module}`, { query: asText(query), signal })
}

/** Figures over groups of records. */
export function aggregateRecords({ module, ...body }: AggregateQuery, signal?: AbortSignal): Promise<AggregateResult> {
  return request('POST', path`/api/records/${module}/aggregate`, { body, signal })
}

export function getRecord(module: string, id: string, options: { fields?: string[]; signal?: AbortSignal } = {}): Promise<RecordData> {
  return request('GET', path`/api/records/${module}/${id}`, { query: { fields: options.fields?.join(',') }, signal: options.signal })
}

/** `idempotencyKey`: the same key for every try of one save, so that a lost answer does not make a second record. */
export function createRecord(module: string, body: { id?: string; values: Values }, idempotencyKey?: string): Promise<RecordData> {
  return request('POST', path`/api/records/${module}`, { body, idempotencyKey })
}

/** Throws ProblemError CONFLICT with `current` and `differs` when somebody was faster. */
export function updateRecord(record: { module: string; id: string; version: number }, values: Values): Promise<RecordData> {
  return request('PATCH', path`/api/records/${record.module}/${record.id}`, { body: { values }, version: record.version })
}

export function deleteRecord(record: { module: string; id: string; version?: number }): Promise<ChangeSetAnswer> {
  return request('DELETE', path`/api/records/${record.module}/${record.id}`, { version: record.version })
}

export const purgeRecord = (module: string, id: string) => request<void>('POST', path`/api/records/${module}/${id}/purge`)

/** `query.module` is the module of the record whose relation is listed. */
export function listRelated(of: { id: string; relation: string }, query: ListQuery, signal?: AbortSignal): Promise<ListResult> {
  return request('GET', path`/api/records/${query.module}/${of.id}/related/${of.relation}`, { query: asText(query), signal })
}

export interface LinkAddress {
  module: string
  id: string
  link: string
  other: string
}
export const linkRecords = (link: LinkAddress, values: Values = {}) =>
  request<ChangeSetAnswer>('PUT', path`/api/records/${link.module}/${link.id}/links/${link.link}/${link.other}`, { body: { values } })
export const unlinkRecords = (link: LinkAddress) =>
  request<ChangeSetAnswer>('DELETE', path`/api/records/${link.module}/${link.id}/links/${link.link}/${link.other}`)

export function loadHistory(
  module: string,
  id: string,
  options: { cursor?: string; field?: string; signal?: AbortSignal } = {},
): Promise<{ events: HistoryEvent[]; next: string | null }> {
  return request('GET', path`/api/records/${module}/${id}/history`, { query: { cursor: options.cursor, field: options.field }, signal: options.signal })
}

export function findDuplicates(module: string, body: { id?: string; values: Values }, signal?: AbortSignal): Promise<{ candidates: Candidate[] }> {
  return request('POST', path`/api/records/${module}/duplicates`, { body, signal })
}

const LONG_FILTER = 1500

function asText(query: ListQuery): Record<string, QueryValue> {
  return {
    view: query.view,
    filter: query.filter && JSON.stringify(query.filter),
    q: query.q,
    sort: query.sort?.map((sort) => (sort.order === 'desc' ? `${sort.field}:desc` : sort.field)).join(','),
    fields: query.fields?.join(','),
    limit: query.limit,
    cursor: query.cursor,
    count: query.count,
    totals: query.totals?.join(','),
  }
}
