import type { Problem } from '../../contract/api.ts'
import { conflict, forbidden, notFound } from '../../kernel/errors.ts'
import { isId, newId } from '../../kernel/uuid.ts'
import type { ModuleCall } from '../call/module-call.ts'
import { loadStored, type StoredRecord } from './load-stored.ts'
import type { SaveItem, SaveRequest } from './save-request.ts'

/** Makes an item of each request; what is to be updated is loaded, and refused where it is not there, not theirs, or newer than they saw. */
export async function openItems(call: ModuleCall, requests: SaveRequest[]): Promise<SaveItem[]> {
  const ids = requests.filter((request) => request.op === 'update').map((request) => request.id)
  const stored = await loadStored(call, { ids, action: 'update', lock: call.ctx.database.inTransaction })
  return requests.map((request) => (request.op === 'create' ? newItem(request) : storedItem(request, stored.get(request.id))))
}

function newItem(request: SaveRequest & { op: 'create' }): SaveItem {
  const { id } = request
  const problems: Problem[] = id === undefined || isId(id) ? [] : [{ field: 'id', code: 'TYPE' }]
  return { ...blankItem(request), problems, id: id ?? newId(), action: 'create', before: null, values: {}, version: 0 }
}

function storedItem(request: SaveRequest & { op: 'update' }, stored: StoredRecord | undefined): SaveItem {
  const item: SaveItem = {
    ...blankItem(request),
    id: request.id,
    action: 'update',
    before: stored?.values ?? {},
    values: { ...stored?.values },
    version: stored?.version ?? 0,
  }
  return { ...item, error: refusalOf(request, stored) }
}

function refusalOf(request: SaveRequest & { op: 'update' }, stored: StoredRecord | undefined): SaveItem['error'] {
  if (!stored || stored.deleted || !stored.mayRead) return notFound()
  if (!stored.mayAct) return forbidden()
  return request.version !== undefined && request.version !== stored.version ? conflict() : null
}

function blankItem(request: SaveRequest): Pick<SaveItem, 'request' | 'sent' | 'changed' | 'problems' | 'error'> {
  return { request, sent: new Set(Object.keys(request.values)), changed: new Set(), problems: [], error: null }
}
