import type { JsonSchema } from '../../fields/field-type.ts'
import { batchBody, createBody, mergeBody, updateBody } from '../routes/record-schemas.ts'
import type { ModuleSubject, RouteDescription } from './route-description.ts'
import { ID, listOf, objectOf, orNull, schemaRef, TEXT, WHOLE } from './schema-ref.ts'

const record = ({ name }: ModuleSubject): JsonSchema => schemaRef(name)
const list = ({ name }: ModuleSubject): JsonSchema => schemaRef(`${name}List`)
const changeSet = schemaRef('ChangeSet')

/** The routes that are about one module. */
export const RECORD_ROUTES: Record<string, RouteDescription> = {
  'GET /api/records/:module': { id: 'list', summary: { en: 'List {many}', 'zh-CN': '{many}列表' }, needs: ['read'], answer: list },
  'POST /api/records/:module/query': {
    id: 'query',
    summary: { en: 'List {many}, asked with a body', 'zh-CN': '{many}列表（以请求体查询）' },
    needs: ['read'],
    body: ({ name }) => schemaRef(`${name}Query`),
    answer: list,
  },
  'GET /api/bin/:module': { id: 'bin', summary: { en: '{many} in the recycle bin', 'zh-CN': '回收站中的{many}' }, needs: ['read'], answer: list },
  'POST /api/records/:module/aggregate': {
    id: 'aggregate',
    summary: { en: 'Group and measure {many}', 'zh-CN': '{many}分组统计' },
    needs: ['read'],
    body: ({ name }) => schemaRef(`${name}Aggregate`),
    answer: schemaRef('AggregateResult'),
  },
  'GET /api/records/:module/:id': { id: 'get', summary: { en: 'Read one of: {many}', 'zh-CN': '读取{one}' }, needs: ['read'], answer: record },
  'GET /api/records/:module/:id/history': {
    id: 'history',
    summary: { en: 'What happened to one of: {many}', 'zh-CN': '{one}的变更历史' },
    needs: ['read'],
    answer: schemaRef('History'),
  },
  'POST /api/records/:module/duplicates': {
    id: 'duplicates',
    summary: { en: 'Find {many} like these values', 'zh-CN': '查找相似的{many}' },
    needs: ['read'],
    body: ({ name }) => bodyWith(createBody, schemaRef(`${name}Input`)),
    answer: ({ name }) => objectOf({ candidates: listOf(objectOf({ record: schemaRef(name), score: { type: 'number' }, rule: WHOLE })) }),
  },
  'POST /api/records/:module/merge': {
    id: 'merge',
    summary: { en: 'Make one of several: {many}', 'zh-CN': '合并{many}' },
    needs: ['merge'],
    body: ({ name }) => bodyWith(mergeBody, schemaRef(`${name}Input`)),
    answer: ({ name }) => objectOf({ record: schemaRef(name), changeSet: ID }),
    failures: [403, 409],
  },
  'POST /api/duplicates/:module/search': {
    id: 'searchDuplicates',
    summary: { en: 'Look for duplicates among all: {many}', 'zh-CN': '在全部{many}中查找重复' },
    needs: ['merge'],
    status: 202,
    answer: schemaRef('TaskStarted'),
    failures: [403],
  },
  'GET /api/duplicates/:module': {
    id: 'duplicateGroups',
    summary: { en: 'Duplicates that the last search found: {many}', 'zh-CN': '上次查找到的重复{many}' },
    needs: ['merge'],
    answer: ({ name }) =>
      objectOf({
        task: { anyOf: [schemaRef('Task'), { type: 'null' }] },
        found: WHOLE,
        groups: listOf(objectOf({ records: listOf(schemaRef(name)), score: { type: 'number' }, rule: WHOLE })),
        next: { type: ['string', 'null'] },
      }),
    failures: [403],
  },
  'POST /api/duplicates/:module/dismiss': {
    id: 'dismissDuplicates',
    summary: { en: 'Say that they are no duplicates: {many}', 'zh-CN': '标记{many}不是重复' },
    needs: ['merge'],
    status: 204,
    answer: null,
    failures: [403],
  },
  'POST /api/records/:module': {
    id: 'create',
    summary: { en: 'Create one of: {many}', 'zh-CN': '新建{one}' },
    needs: ['create'],
    body: ({ name }) => bodyWith(createBody, schemaRef(`${name}New`)),
    status: 201,
    answer: record,
    takes: ['Idempotency-Key'],
    failures: [403, 409],
  },
  'PATCH /api/records/:module/:id': {
    id: 'update',
    summary: { en: 'Change one of: {many}', 'zh-CN': '修改{one}' },
    needs: ['update'],
    body: ({ name }) => bodyWith(updateBody, schemaRef(`${name}Input`)),
    answer: record,
    takes: ['If-Match'],
    failures: [403, 409, 428],
  },
  'DELETE /api/records/:module/:id': {
    id: 'delete',
    summary: { en: 'Move one of these to the recycle bin: {many}', 'zh-CN': '将{one}移入回收站' },
    needs: ['delete'],
    answer: changeSet,
    takes: ['If-Match'],
    failures: [403, 409],
  },
  'POST /api/records/:module/:id/restore': {
    id: 'restore',
    summary: { en: 'Bring back from the recycle bin: {many}', 'zh-CN': '从回收站恢复{one}' },
    needs: ['delete'],
    answer: changeSet,
    failures: [403, 409],
  },
  'POST /api/records/:module/:id/purge': {
    id: 'purge',
    summary: { en: 'Delete for ever: {many}', 'zh-CN': '彻底删除{one}' },
    needs: ['delete'],
    answer: changeSet,
    failures: [403, 409],
  },
  'POST /api/records/:module/batch': {
    id: 'batch',
    summary: { en: 'Up to 1,000 operations on {many}', 'zh-CN': '批量操作{many}（最多一千项）' },
    needs: ['create', 'update', 'delete'],
    body: ({ name }) => batchWith(schemaRef(`${name}Input`)),
    answer: schemaRef('BatchResult'),
    takes: ['Idempotency-Key'],
    failures: [403, 409],
  },
  'GET /api/records/:module/:id/related/:relation': {
    id: 'related',
    summary: { en: '{relation} of one of: {many}', 'zh-CN': '{one}的{relation}' },
    needs: ['read'],
    answer: ({ otherName }) => schemaRef(`${otherName}List`),
  },
  'POST /api/records/:module/:id/related-counts': {
    id: 'relatedCounts',
    summary: { en: 'How many records belong to one of: {many}', 'zh-CN': '{one}相关记录的数量' },
    needs: ['read'],
    answer: objectOf({ counts: listOf(schemaRef('Count')) }),
  },
  'PUT /api/records/:module/:id/links/:link/:other': {
    id: 'link',
    summary: { en: 'Link, or change the link: {relation}', 'zh-CN': '关联或修改关联：{relation}' },
    needs: ['read'],
    answer: changeSet,
    failures: [403],
  },
  'DELETE /api/records/:module/:id/links/:link/:other': {
    id: 'unlink',
    summary: { en: 'Remove the link: {relation}', 'zh-CN': '取消关联：{relation}' },
    needs: ['read'],
    answer: changeSet,
    failures: [403],
  },
  'GET /api/records/:module/:id/timeline': {
    id: 'timeline',
    summary: { en: 'Changes, comments, activities and mails of one of: {many}', 'zh-CN': '{one}的动态（变更、批示、活动、邮件）' },
    needs: ['read'],
    answer: schemaRef('Timeline'),
  },
  'GET /api/records/:module/tags': {
    id: 'tags',
    summary: { en: 'Tags in use on {many}', 'zh-CN': '{many}使用的标签' },
    needs: ['read'],
    answer: objectOf({ tags: listOf(objectOf({ name: TEXT, color: orNull(TEXT), count: WHOLE })) }),
  },
  'GET /api/records/:module/:id/followers': {
    id: 'followers',
    summary: { en: 'Who follows one of: {many}', 'zh-CN': '{one}的关注者' },
    needs: ['read'],
    answer: schemaRef('Followers'),
  },
  'PUT /api/records/:module/:id/follow': {
    id: 'follow',
    summary: { en: 'Follow one of: {many}', 'zh-CN': '关注{one}' },
    needs: ['read'],
    answer: schemaRef('Followers'),
  },
  'DELETE /api/records/:module/:id/follow': {
    id: 'unfollow',
    summary: { en: 'Stop following one of: {many}', 'zh-CN': '取消关注{one}' },
    needs: ['read'],
    answer: schemaRef('Followers'),
  },
  'GET /api/lookup/:module': {
    id: 'lookup',
    summary: { en: 'Find {many} by the beginning of a name', 'zh-CN': '按名称查找{many}' },
    needs: ['read'],
    answer: schemaRef('LookupResult'),
  },
}

function bodyWith(body: { properties: object }, values: JsonSchema): JsonSchema {
  return { ...body, properties: { ...body.properties, values } }
}

function batchWith(values: JsonSchema): JsonSchema {
  const { operations } = batchBody.properties
  const items = { ...operations.items, properties: { ...operations.items.properties, values } }
  return { ...batchBody, properties: { ...batchBody.properties, operations: { ...operations, items } } }
}
