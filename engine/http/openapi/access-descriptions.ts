import type { Label } from '../../contract/label.ts'
import type { JsonSchema } from '../../fields/field-type.ts'
import type { RouteDescription } from './route-description.ts'
import { ID, listOf, objectOf, orNull, schemaRef, TEXT, TIME, WHOLE, YES_NO } from './schema-ref.ts'

const access: Label = { en: 'Access', 'zh-CN': '权限' }
const SHARED = { enum: ['read', 'write'] }
const principal = objectOf({ kind: { enum: ['user', 'group', 'role', 'role_and_below'] }, id: ID, name: TEXT })
const rule = objectOf({
  id: ID,
  module: TEXT,
  label: TEXT,
  from: { type: 'object' },
  to: principal,
  access: SHARED,
  related: listOf(TEXT),
  createdAt: TIME,
  updatedAt: TIME,
})

const PROFILE = objectOf({
  id: ID,
  code: TEXT,
  name: TEXT,
  description: orNull(TEXT),
  viewAll: YES_NO,
  modifyAll: YES_NO,
  admin: YES_NO,
  manageUsers: YES_NO,
  users: WHOLE,
})
const VERSION = objectOf({ version: { ...WHOLE, description: 'Of the metadata.' } })
const NODE: JsonSchema = { type: 'object', description: 'A tree: rule, grants, and for what has parts combine and parts.' }
const EXPLANATION = objectOf({
  user: objectOf({ id: ID, name: TEXT }),
  module: TEXT,
  record: ID,
  action: TEXT,
  'field?': TEXT,
  allowed: YES_NO,
  tree: NODE,
})
const MISSING = objectOf({
  reason: { enum: ['visible', 'deleted', 'not_yours_or_not_there', 'not_there', 'no_module_right', 'not_shared'] },
  'explanation?': EXPLANATION,
})
const IMPACT = objectOf({
  modules: listOf(objectOf({ module: TEXT, gaining: WHOLE, losing: WHOLE, gained: WHOLE, lost: WHOLE, samples: { type: 'array' } })),
  complete: YES_NO,
  users: objectOf({ asked: WHOLE, all: WHOLE }),
  milliseconds: WHOLE,
})

// biome-ignore format: a row reads as one line
/** Who may do what. None of it hangs on the fields of a module: each route stands in the document once. */
export const ACCESS_ROUTES: Record<string, RouteDescription> = {
  'GET /api/access/rules': { id: 'sharingRules', tag: access, summary: { en: 'Sharing rules', 'zh-CN': '共享规则' }, answer: objectOf({ rules: listOf(rule) }), failures: [403] },
  'POST /api/access/rules': { id: 'createSharingRule', tag: access, summary: { en: 'Make a sharing rule', 'zh-CN': '新建共享规则' }, status: 201, answer: objectOf({ id: ID }), failures: [403] },
  'PUT /api/access/rules/:id': { id: 'changeSharingRule', tag: access, summary: { en: 'Change a sharing rule', 'zh-CN': '修改共享规则' }, status: 204, answer: null, failures: [403] },
  'GET /api/access/missing': { id: 'missing', tag: access, summary: { en: 'Why a record is not in a list', 'zh-CN': '记录为何不在列表中' }, answer: MISSING, failures: [403] },
  'POST /api/access/impact': { id: 'impact', tag: access, summary: { en: 'What a change of rights would change, before it is saved', 'zh-CN': '权限变更保存前的影响分析' }, answer: IMPACT, failures: [403] },
  'GET /api/access/profiles': { id: 'profiles', tag: access, summary: { en: 'Profiles', 'zh-CN': '权限配置列表' }, answer: objectOf({ profiles: listOf(PROFILE) }), failures: [403] },
  'POST /api/access/profiles': { id: 'createProfile', tag: access, summary: { en: 'Make a profile, like another or with the right to read', 'zh-CN': '新建权限配置（可复制现有配置）' }, status: 201, answer: objectOf({ id: ID, code: TEXT }), failures: [403] },
  'GET /api/access/profiles/:code': { id: 'profileMatrix', tag: access, summary: { en: 'What a profile may do with every module', 'zh-CN': '权限配置的全部模块权限' }, answer: { type: 'object' }, failures: [403] },
  'PUT /api/access/profiles/:code/modules/:module': { id: 'changeProfileLine', tag: access, summary: { en: 'Change what a profile may do with a module', 'zh-CN': '修改权限配置的模块权限' }, answer: VERSION, failures: [403] },
  'GET /api/access/organisation': { id: 'organisationDefaults', tag: access, summary: { en: 'Organisation defaults', 'zh-CN': '全局共享默认设置' }, answer: objectOf({ modules: listOf(objectOf({ module: TEXT, organisation: TEXT, 'throughParent?': TEXT })) }), failures: [403] },
  'PUT /api/access/organisation/:module': { id: 'changeOrganisationDefault', tag: access, summary: { en: 'Change the organisation default of a module', 'zh-CN': '修改模块的全局共享默认设置' }, answer: VERSION, failures: [403] },
  'POST /api/access/users/:id/deactivate': { id: 'deactivateUser', tag: access, summary: { en: 'Deactivate a user and give their records to somebody else', 'zh-CN': '停用用户并转移其记录' }, status: 202, answer: schemaRef('TaskStarted'), failures: [403] },
  'DELETE /api/access/rules/:id': { id: 'removeSharingRule', tag: access, summary: { en: 'Remove a sharing rule', 'zh-CN': '删除共享规则' }, status: 204, answer: null, failures: [403] },
  'GET /api/records/:module/:id/access': { id: 'access', tag: access, summary: { en: 'Why you may do something with a record or not', 'zh-CN': '对记录的权限说明' }, answer: EXPLANATION, failures: [403] },
  'GET /api/records/:module/:id/access/users': { id: 'accessUsers', tag: access, summary: { en: 'Who may do something with a record, and why', 'zh-CN': '谁可以访问记录及其原因' }, answer: objectOf({ users: listOf(objectOf({ id: ID, name: TEXT, rules: { type: 'array' } })), count: WHOLE, asked: WHOLE }), failures: [403] },
  'GET /api/records/:module/:id/shares': { id: 'shares', tag: access, summary: { en: 'With whom a record was shared by hand', 'zh-CN': '记录的手动共享' }, answer: objectOf({ shares: listOf(objectOf({ principal, access: SHARED, by: orNull(TEXT), at: TIME })) }) },
  'PUT /api/records/:module/:id/shares/:principal': { id: 'share', tag: access, summary: { en: 'Share a record with a user or a group', 'zh-CN': '将记录共享给用户或用户组' }, status: 204, answer: null, failures: [403] },
  'DELETE /api/records/:module/:id/shares/:principal': { id: 'unshare', tag: access, summary: { en: 'Stop sharing a record', 'zh-CN': '取消共享记录' }, status: 204, answer: null, failures: [403] },
}
