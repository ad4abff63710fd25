import type {
  AccessDraft,
  AccessExplanation,
  AccessImpact,
  AccessUsers,
  MissingAnswer,
  OrganisationEntry,
  ProfileLine,
  ProfileMatrix,
  ProfileSummary,
  RecordShare,
  SharedAccess,
  SharingRule,
  SharingRuleInput,
} from '../../engine/contract/access.ts'
import type { OrganisationDefault } from '../../engine/contract/model.ts'
import { path, request } from './request.ts'

export interface RecordAddress {
  module: string
  id: string
}

/** What a change would change about reading; nothing is saved. */
export const loadImpact = (draft: AccessDraft, signal?: AbortSignal) => request<AccessImpact>('POST', '/api/access/impact', { body: { draft }, signal })

export const listSharingRules = () => request<{ rules: SharingRule[] }>('GET', '/api/access/rules')
export const createSharingRule = (rule: SharingRuleInput) => request<{ id: string }>('POST', '/api/access/rules', { body: rule })
export const updateSharingRule = (id: string, rule: SharingRuleInput) => request<void>('PUT', path`/api/access/rules/${id}`, { body: rule })
export const removeSharingRule = (id: string) => request<void>('DELETE', path`/api/access/rules/${id}`)

export const listOrganisation = () => request<{ modules: OrganisationEntry[] }>('GET', '/api/access/organisation')
export const setOrganisation = (module: string, organisation: OrganisationDefault) =>
  request<{ version: number }>('PUT', path`/api/access/organisation/${module}`, { body: { organisation } })

export const listProfiles = () => request<{ profiles: ProfileSummary[] }>('GET', '/api/access/profiles')
/** `copyOf`: the code of another profile, whose rights it begins with. */
export const createProfile = (body: { name: string; description?: string; copyOf?: string }) =>
  request<{ id: string; code: string }>('POST', '/api/access/profiles', { body })
export const loadProfileMatrix = (code: string) => request<ProfileMatrix>('GET', path`/api/access/profiles/${code}`)
export const saveProfileLine = (code: string, module: string, line: ProfileLine) =>
  request<{ version: number }>('PUT', path`/api/access/profiles/${code}/modules/${module}`, { body: line })

export const listShares = ({ module, id }: RecordAddress) => request<{ shares: RecordShare[] }>('GET', path`/api/records/${module}/${id}/shares`)
/** `principal`: the id of a user or a group. */
export const shareRecord = ({ module, id }: RecordAddress, principal: string, access: SharedAccess) =>
  request<void>('PUT', path`/api/records/${module}/${id}/shares/${principal}`, { body: { access } })
export const unshareRecord = ({ module, id }: RecordAddress, principal: string) =>
  request<void>('DELETE', path`/api/records/${module}/${id}/shares/${principal}`)

/** Why somebody may see a record, or a field of it, or not; without a user: oneself. */
export const explainAccess = ({ module, id }: RecordAddress, options: { action?: string; user?: string; field?: string } = {}) =>
  request<AccessExplanation>('GET', path`/api/records/${module}/${id}/access`, { query: options })
export const listAccessUsers = ({ module, id }: RecordAddress, action?: string) =>
  request<AccessUsers>('GET', path`/api/records/${module}/${id}/access/users`, { query: { action } })
/** Why a record is not in a list. */
export const explainMissing = (query: { module: string; id: string; user?: string }) => request<MissingAnswer>('GET', '/api/access/missing', { query })
