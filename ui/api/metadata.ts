import type { ClientModel } from '../../engine/contract/client-model.ts'
import { type Answer, requestAnswer } from './request.ts'

/** The metadata as the actor may see it; `data` is null and the status 304 when the one with this ETag still holds. */
export function loadMetadata(etag?: string): Promise<Answer<ClientModel>> {
  return requestAnswer<ClientModel>('GET', '/api/metadata', { etag })
}
