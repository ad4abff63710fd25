import type { FileValue } from '../../engine/contract/api.ts'
import { path, request } from './request.ts'

export function uploadFile(file: File, signal?: AbortSignal): Promise<{ file: FileValue }> {
  const body = new FormData()
  body.append('file', file)
  return request('POST', '/api/files', { body, signal })
}

/** Where a file is fetched; the server decides who may. */
export const fileAddress = (id: string) => path`/api/files/${id}`
