import type { FileValue } from '../../engine/contract/api.ts'
import { addressOf, path, request } from './request.ts'

export function uploadFile(file: File, signal?: AbortSignal): Promise<{ file: FileValue }> {
  const body = new FormData()
  body.append('file', file)
  return request('POST', '/api/files', { body, signal })
}

/** Where a file is fetched. It is as visible as the field that holds it; without one only who sent or made it may have it. */
export function fileAddress(id: string, holder?: { module: string; record: string; field: string }): string {
  return addressOf(path`/api/files/${id}`, { ...holder })
}
