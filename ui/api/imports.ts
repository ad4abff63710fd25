import type { ImportInfo, ImportMapping, ImportOptions, SavedMapping } from '../../engine/contract/import.ts'
import { path, request } from './request.ts'

export interface ImportChange {
  mapping?: ImportMapping[]
  options?: ImportOptions
  format?: Partial<ImportInfo['format']>
}

export function uploadImport(module: string, file: File, signal?: AbortSignal): Promise<ImportInfo> {
  const body = new FormData()
  body.append('module', module)
  body.append('file', file)
  return request('POST', '/api/imports', { body, signal })
}
export const getImport = (id: string, signal?: AbortSignal) => request<ImportInfo>('GET', path`/api/imports/${id}`, { signal })
export const changeImport = (id: string, change: ImportChange) => request<ImportInfo>('PATCH', path`/api/imports/${id}`, { body: change })
export const checkImport = (id: string) => request<ImportInfo>('POST', path`/api/imports/${id}/dry-run`)
export const runImport = (id: string) => request<ImportInfo>('POST', path`/api/imports/${id}/run`)
export const cancelImport = (id: string) => request<ImportInfo>('POST', path`/api/imports/${id}/cancel`)
export const undoImport = (id: string) => request<ImportInfo>('POST', path`/api/imports/${id}/undo`)
/** The rows that could not be imported, as a file to correct. */
export const importErrorsAddress = (id: string) => path`/api/imports/${id}/errors`
export type { SavedMapping }
