import type { JsonSchema } from '../../fields/field-type.ts'
import { inPath, inQuery, operation, type OperationInput, schemaRef } from './operation.ts'

const text: JsonSchema = { type: 'string' }
const anything: JsonSchema = { type: 'object' }

/** What is the same in every installation. */
export function sharedPaths(): JsonSchema {
  const paths: Record<string, JsonSchema> = {}
  for (const [path, method, input] of OPERATIONS) paths[path] = { ...paths[path], [method]: operation({ tag: 'General', ...input }) }
  return paths
}

type Described = Omit<OperationInput, 'tag'>

const OPERATIONS: [path: string, method: string, input: Described][] = [
  [
    '/api/session',
    'post',
    {
      id: 'signIn',
      summary: 'Sign in; sets the session cookie',
      body: { type: 'object', required: ['name', 'password'], properties: { name: text, password: text } },
      answer: anything,
    },
  ],
  ['/api/session', 'delete', { id: 'signOut', summary: 'Sign out', status: 204 }],
  ['/api/me', 'get', { id: 'me', summary: 'Who is signed in', answer: anything }],
  ['/api/metadata', 'get', { id: 'metadata', summary: 'Modules, fields, layouts and views that the actor may see', answer: anything }],
  [
    '/api/search',
    'get',
    {
      id: 'search',
      summary: 'Search in all modules',
      parameters: [{ ...inQuery('q', text), required: true }, inQuery('modules', text), inQuery('limit', { type: 'integer' })],
      answer: anything,
    },
  ],
  [
    '/api/records/{module}/{id}/links/{link}/{other}',
    'put',
    {
      id: 'link',
      summary: 'Link two records',
      parameters: linkParameters(),
      body: { type: 'object', properties: { values: anything } },
      answer: schemaRef('ChangeSet'),
      failures: [403],
    },
  ],
  [
    '/api/records/{module}/{id}/links/{link}/{other}',
    'delete',
    { id: 'unlink', summary: 'Remove a link', parameters: linkParameters(), answer: schemaRef('ChangeSet'), failures: [403] },
  ],
  [
    '/api/change-sets/{id}/undo',
    'post',
    {
      id: 'undo',
      summary: 'Undo what one action did',
      parameters: [inPath('id')],
      body: { type: 'object', properties: { dryRun: { type: 'boolean' } } },
      answer: anything,
    },
  ],
  [
    '/api/files/{id}',
    'get',
    { id: 'file', summary: 'The content of a file', parameters: [inPath('id'), inQuery('module', text), inQuery('record', text), inQuery('field', text)] },
  ],
  ['/api/imports', 'get', { id: 'imports', summary: 'Own imports', answer: anything }],
  ['/api/imports/{id}', 'get', { id: 'import', summary: 'An import, its mapping and report', parameters: [inPath('id')], answer: anything }],
  [
    '/api/imports/{id}',
    'patch',
    { id: 'changeImport', summary: 'Change mapping, options or format', parameters: [inPath('id')], body: anything, answer: anything, failures: [409] },
  ],
  ['/api/imports/{id}/dry-run', 'post', { id: 'checkImport', summary: 'Dry run', parameters: [inPath('id')], status: 202, answer: anything, failures: [409] }],
  ['/api/imports/{id}/run', 'post', { id: 'runImport', summary: 'Run', parameters: [inPath('id')], status: 202, answer: anything, failures: [409] }],
  ['/api/imports/{id}/cancel', 'post', { id: 'cancelImport', summary: 'Cancel', parameters: [inPath('id')], status: 202, answer: anything, failures: [409] }],
  ['/api/imports/{id}/undo', 'post', { id: 'undoImport', summary: 'Undo', parameters: [inPath('id')], status: 202, answer: anything, failures: [409] }],
  [
    '/api/exports',
    'post',
    {
      id: 'export',
      summary: 'Export a list in the background',
      body: {
        type: 'object',
        required: ['module', 'fields', 'format'],
        properties: {
          module: text,
          filter: schemaRef('Filter'),
          q: text,
          sort: { type: 'array', items: schemaRef('Sort') },
          fields: { type: 'array', items: text },
          format: { enum: ['csv', 'xlsx'] },
        },
      },
      status: 202,
      answer: anything,
      failures: [403],
    },
  ],
  [
    '/api/tasks',
    'get',
    { id: 'tasks', summary: 'Own long work', answer: { type: 'object', properties: { tasks: { type: 'array', items: schemaRef('Task') } } } },
  ],
  ['/api/tasks/{id}', 'get', { id: 'task', summary: 'One piece of long work', parameters: [inPath('id')], answer: schemaRef('Task') }],
  ['/api/tasks/{id}', 'delete', { id: 'cancelTask', summary: 'Ask it to stop', parameters: [inPath('id')], status: 202 }],
]

function linkParameters(): JsonSchema[] {
  return [inPath('module', text), inPath('id'), inPath('link', text), inPath('other')]
}
