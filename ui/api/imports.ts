import type { ImportInfo, ImportMapping, ImportOptions, ImportRow, SavedMapping } from '../../engine/contract/import.ts'
import { path, type RequestOptions, request } from './request.ts'

export interface ImportChange {
  mapping?: ImportMapping[]
  options?: ImportOptions
  format?: ImportInfo['format']
}
export type ImportSummary = Pick<ImportInfo, 'id' | 'module' | 'fileName' | 'state' | 'rows' | 'createdAt' | 'changeSet'>
/** `task`: the id of the long work that was started. */
export interface StartedAnswer {
  task: string
}

export function uploadImport(module: string, file: File, options: Pick<RequestOptions, 'signal' | 'onSent'> = {}): Promise<ImportInfo> {
  const body = new FormData()
  body.append('file', file)
  return request('POST', '/api/imports', { query: { module }, body, ...options })
}
export const listImports = () => request<{ imports: ImportSummary[] }>('GET', '/api/imports')
export const getImport = (id: string, signal?: AbortSignal) => request<ImportInfo>('GET', path`/api/imports/${id}`, { signal })
/** A new format is read again, with a new guess of the mapping. */
export const changeImport = (id: string, change: ImportChange) => request<ImportInfo>('PATCH', path`/api/imports/${id}`, { body: change })
export const checkImport = (id: string) => request<StartedAnswer>('POST', path`/api/imports/${id}/dry-run`)
export const runImport = (id: string) => request<StartedAnswer>('POST', path`/api/imports/${id}/run`)
export const undoImport = (id: string) => request<StartedAnswer>('POST', path`/api/imports/${id}/undo`)
export const cancelImport = (id: string) => request<void>('POST', path`/api/imports/${id}/cancel`)
/** The first rows that could not be imported, with their problems. */
export const listErrorRows = (id: string, limit: number) => request<{ rows: ImportRow[] }>('GET', path`/api/imports/${id}/error-rows`, { query: { limit } })
/** The rows that could not be imported, as a file to correct. */
export const importErrorsAddress = (id: string) => path`/api/imports/${id}/errors`

export const listMappings = (module: string) => request<{ mappings: SavedMapping[] }>('GET', '/api/import-mappings', { query: { module } })
export const saveMapping = (body: Omit<SavedMapping, 'id'>) => request<void>('POST', '/api/import-mappings', { body })
export const removeMapping = (id: string) => request<void>('DELETE', path`/api/import-mappings/${id}`)
