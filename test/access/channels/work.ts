import { endOfTask } from '../../support/end-of-task.ts'
import type { Answer } from '../../support/start-app.ts'
import { fieldRight } from '../model/profiles.ts'
import type { Module, WorldRecord } from '../model/world.ts'
import { type Asker, askEach, type Channel, isLive, type Said, together } from './channel.ts'

/** Writes that answer with records, and work in the background that tells of them. Nothing of it changes the world. */
export const WORK_CHANNELS: Channel[] = [
  {
    channel: 'records.write',
    how: 'a conflict answers with nothing beside them',
    ask: (asker) => askEach(asker.records(), ({ id, module }) => asker.call('PATCH', `/api/records/${module}/${id}`, { version: 999, values: {} })),
  },
  {
    channel: 'records.write',
    how: 'a conflict in a batch answers with nothing beside them',
    ask: (asker) =>
      askEach(asker.records(), ({ id, module }) =>
        asker.call('POST', `/api/records/${module}/batch`, {
          mode: 'each',
          operations: [
            { op: 'update', id, version: 999, values: {} },
            { op: 'delete', id, version: 999 },
          ],
        }),
      ),
  },
  {
    channel: 'records.write',
    how: 'a refused duplicate names nothing beside them',
    ask: (asker) =>
      askEach(asker.records('loans'), ({ references }) => {
        const at = asker.records('loans').findIndex((loan) => loan.references === references)
        const values = { subject: 'x', book: references.book?.id, lent_on: `2026-01-${String(at + 1).padStart(2, '0')}` }
        return asker.call('POST', '/api/records/loans/batch', {
          mode: 'all',
          operations: [
            { op: 'create', values },
            { op: 'create', values: {} },
          ],
        })
      }),
  },
  {
    channel: 'records.undo',
    how: 'an undo of what may not be changed answers with nothing beside them',
    ask: (asker) =>
      askEach(
        asker.records('books').filter((record) => asker.installed.changes.has(record.id) && !mayUndo(asker, record.id)),
        ({ id }) => asker.call('POST', `/api/change-sets/${asker.installed.changes.get(id)}/undo`),
      ),
  },
  {
    channel: 'records.bulk',
    how: 'a dry run of mass work counts no record beside them',
    ask: (asker) => ofModules(asker, ['books', 'members', 'loans'], dryRun),
  },
  {
    channel: 'files',
    how: 'a file is read through its record',
    ask: (asker) =>
      askEach(asker.records('files'), ({ id }) => asker.call('GET', `/api/files/${asker.installed.stored.get(id)}?module=files&record=${id}&field=file`)),
    shows: ({ cell }) => cell.field === 'file',
  },
  {
    channel: 'files',
    how: 'a file without its record is not given out',
    ask: (asker) => askEach([...asker.installed.stored.values()], (id) => asker.call('GET', `/api/files/${id}`)),
  },
  {
    channel: 'export',
    how: 'an export holds the values where exporting is allowed',
    ask: (asker) => ofModules(asker, ['books', 'loans'], exported),
    shows: (shown) => isLive(shown) && (shown.record.module === 'books' || shown.record.module === 'loans') && shown.asker.may(shown.record, 'export'),
  },
  { channel: 'import', how: 'a dry run of an import knows no record beside them', ask: (asker) => dryImport(asker) },
  {
    channel: 'notifications',
    how: 'notifications tell of every mention in a comment',
    ask: (asker) => askEach(['?limit=100'], (query) => asker.call('GET', `/api/notifications${query}`)),
    shows: ({ record, cell, asker }) => record.module === 'comments' && !cell.former && isToldByItself(asker, record),
  },
  { channel: 'tasks', how: 'results of long work tell nothing beside them', ask: (asker) => askEach(['/api/tasks'], (url) => asker.call('GET', url)) },
]

function mayUndo(asker: Asker, id: string): boolean {
  const book = asker.records('books').find((record) => record.id === id)
  return book !== undefined && asker.may(book, 'update') && fieldRight(asker.installed.world, asker.user, { module: 'books', field: 'author' }) === 'write'
}

/** More than three of one module are told as one. What the comment is about may be out of sight while the comment is not. */
function isToldByItself(asker: Asker, comment: WorldRecord): boolean {
  const seenIn = ({ references: { related_to: about } }: WorldRecord) => {
    const parent = asker.records().find(({ id }) => id === about?.id)
    return parent && asker.may(parent, 'read') ? parent.module : 'comments'
  }
  return asker.readable('comments').filter((other) => seenIn(other) === seenIn(comment)).length <= 3
}

async function ofModules(asker: Asker, modules: Module[], ask: (asker: Asker, module: Module) => Promise<Said>): Promise<Said> {
  const parts: Said[] = []
  for (const module of modules) parts.push(await ask(asker, module))
  return together(parts)
}

async function dryRun(asker: Asker, module: Module): Promise<Said> {
  const { status, text, body } = await asker.call('POST', '/api/bulk/dry-run', { module, operation: { op: 'delete' } })
  if (status !== 200) return { text }
  const { total } = body as { total: number }
  const wanted = asker.readable(module).length
  return {
    text,
    asked: 1,
    leaks: total > wanted ? [`${module}: ${total} for ${wanted}`] : [],
    blocked: total < wanted ? [`${module}: ${total} for ${wanted}`] : [],
  }
}

async function exported(asker: Asker, module: Module): Promise<Said> {
  const fields = [...new Set(asker.records(module).flatMap(({ cells }) => cells.map(({ field }) => field)))].filter((field) =>
    asker.mayReadField(module, field),
  )
  if (fields.length === 0) return { text: '' }
  const answer = await asker.call('POST', '/api/exports', { module, fields, format: 'csv' })
  if (answer.status !== 202) return { text: answer.text }
  const { result } = await ended(asker, answer)
  return { text: (await asker.call('GET', `/api/files/${result?.file?.id}`)).text }
}

/** A file that names every title of the world: what the report finds must be what may be seen. Titles themselves are ours, and are left out. */
async function dryImport(asker: Asker): Promise<Said> {
  const titles = asker.records('books').map(({ cells }) => cells.find(({ field }) => field === 'title')?.token ?? '')
  const opened = await asker.upload('/api/imports?module=books', `Title,Pages\n${titles.map((title) => `${title},7\n`).join('')}`)
  if (opened.status !== 201) return { text: opened.text }
  const { id } = opened.body as { id: string }
  const url = `/api/imports/${id}`
  const changed = await asker.call('PATCH', url, { options: { duplicates: 'update', matchBy: ['title'] } })
  const { report } = await ended(asker, await asker.call('POST', `${url}/dry-run`)).then(
    async () => (await asker.call('GET', url)).body as { report?: { rows: { id?: string }[] } },
  )
  const readable = asker.readable('books').map(({ id: each }) => each)
  const told = (report?.rows ?? []).flatMap((row) => row.id ?? [])
  const text = [changed.text, JSON.stringify(report), (await asker.call('GET', `${url}/errors`)).text].join('\n')
  return {
    text: titles.reduce((rest, title) => rest.replaceAll(title, ''), text),
    leaks: told.filter((each) => !readable.includes(each)),
    asked: titles.length,
  }
}

interface Task {
  state: string
  result?: { file?: { id: string } }
}

async function ended({ installed, user }: Asker, { body }: Answer): Promise<Task> {
  const { task } = body as { task?: string }
  return task ? ((await endOfTask(installed.app, { as: user.name, task })) as Task) : { state: 'failed' }
}
