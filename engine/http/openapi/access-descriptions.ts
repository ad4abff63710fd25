import type { Label } from '../../contract/label.ts'
import type { RouteDescription } from './route-description.ts'
import { ID, listOf, objectOf, orNull, TEXT, TIME } from './schema-ref.ts'

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

// biome-ignore format: a row reads as one line
/** Who may do what: the routes that are not about one module. */
export const ACCESS_ROUTES: Record<string, RouteDescription> = {
  'GET /api/access/rules': { id: 'sharingRules', tag: access, summary: { en: 'Sharing rules', 'zh-CN': '共享规则' }, answer: objectOf({ rules: listOf(rule) }), failures: [403] },
  'POST /api/access/rules': { id: 'createSharingRule', tag: access, summary: { en: 'Make a sharing rule', 'zh-CN': '新建共享规则' }, status: 201, answer: objectOf({ id: ID }), failures: [403] },
  'PUT /api/access/rules/:id': { id: 'changeSharingRule', tag: access, summary: { en: 'Change a sharing rule', 'zh-CN': '修改共享规则' }, status: 204, answer: null, failures: [403] },
  'DELETE /api/access/rules/:id': { id: 'removeSharingRule', tag: access, summary: { en: 'Remove a sharing rule', 'zh-CN': '删除共享规则' }, status: 204, answer: null, failures: [403] },
}

/** Who may do what with a record. */
export const ACCESS_RECORD_ROUTES: Record<string, RouteDescription> = {
  'GET /api/records/:module/:id/shares': {
    id: 'shares',
    summary: { en: 'With whom one of these was shared by hand: {many}', 'zh-CN': '{one}的手动共享' },
    needs: ['read'],
    answer: objectOf({ shares: listOf(objectOf({ principal, access: SHARED, by: orNull(TEXT), at: TIME })) }),
  },
  'PUT /api/records/:module/:id/shares/:principal': {
    id: 'share',
    summary: { en: 'Share one of: {many}', 'zh-CN': '共享{one}' },
    needs: ['update'],
    status: 204,
    answer: null,
    failures: [403],
  },
  'DELETE /api/records/:module/:id/shares/:principal': {
    id: 'unshare',
    summary: { en: 'Stop sharing one of: {many}', 'zh-CN': '取消共享{one}' },
    needs: ['update'],
    status: 204,
    answer: null,
    failures: [403],
  },
}
