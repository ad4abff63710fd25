import type { Readable } from 'node:stream'
import { accessOf } from '../../access/access-of.ts'
import type { Access } from '../../access/compile-access.ts'
import type { FieldValue } from '../../contract/api.ts'
import type { ImportInfo, ImportMapping, ImportOptions, ImportState } from '../../contract/import.ts'
import type { ModuleModel } from '../../contract/model.ts'
import type { FileStore } from '../../files/file-store.ts'
import { forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { isId, newId } from '../../kernel/uuid.ts'
import { withNamesOfNow } from '../../records/read/names-of-now.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { countRows, createImport, findImport, listSavedMappings, type StoredImport, updateImport } from '../../storage/imports.ts'
import { createTask, findTask, requestCancel } from '../../storage/tasks.ts'
import { wrongImportState } from '../errors.ts'
import { detectFormat } from '../read/detect-format.ts'
import { reportNow } from './check-import.ts'
import { checkMapping } from './check-mapping.ts'
import { guessMapping } from './guess-mapping.ts'
import { findTarget, offeredTargets, writableTargets } from './import-targets.ts'
import { stageFile } from './stage-file.ts'

/** States in which the mapping may be changed and a run may begin. */
const OPEN: ImportState[] = ['mapping', 'checked', 'failed', 'cancelled']

/** Takes a file in: keeps it, finds out how to read it, reads its rows, and guesses what its columns mean (or takes the saved mapping for the same headers). */
export async function openImport(ctx: RecordContext, store: FileStore, input: { module: string; fileName: string; content: Readable }): Promise<ImportInfo> {
  const module = await importableModule(ctx, input.module)
  const file = await store.write(input.content)
  const id = newId()
  try {
    const format = await detectFormat(store.path(file.key))
    return await ctx.database.transaction(async (database) => {
      const base = {
        id,
        module: module.key,
        actor: actorId(ctx),
        fileName: input.fileName.slice(-200),
        storageKey: file.key,
        format,
        columns: [],
        rows: 0,
        preview: [],
        mapping: [],
        options: { duplicates: 'skip' as const },
      }
      await createImport(database, base)
      const staged = await stageFile(database, { id, path: store.path(file.key), format })
      const suggestion = await suggestMapping({ ...ctx, database }, module, staged.columns)
      await updateImport(database, id, { ...staged, ...suggestion })
      return infoOf({ ...ctx, database }, id)
    })
  } catch (error) {
    await store.remove(file.key)
    throw error
  }
}

/** The import as its user sees it. Throws NOT_FOUND. */
export async function infoOf(ctx: RecordContext, id: string): Promise<ImportInfo> {
  const { storageKey: _storageKey, actor: _actor, task: taskId, report, changeSet, ...info } = await storedImport(ctx, id)
  const found = taskId ? await findTask(ctx.database, { id: taskId, actor: actorId(ctx) }) : null
  const [task] = await withNamesOfNow(ctx, found ? [found] : [])
  const module = ctx.model.modules[info.module]
  return {
    ...info,
    targets: module ? offeredTargets(module, ctx.fieldTypes, await accessOf(ctx)) : [],
    progress: task?.progress ?? { done: 0, total: info.rows },
    ...(task && { task: { id: task.id, kind: task.kind, state: task.state, error: task.error, result: task.result } }),
    ...(changeSet && { changeSet }),
    // Who waits for a run asks often, and to count the rows of a long file takes long.
    ...(changeSet && info.state !== 'running' && { counts: await countRows(ctx.database, id) }),
    report: report ? await reportNow(ctx, module, report) : undefined,
  }
}

/** Changes the mapping, the options, or how the file is read (which reads it again). Throws INVALID, WRONG_IMPORT_STATE. */
export async function changeImport(
  ctx: RecordContext,
  store: FileStore,
  input: { id: string; mapping?: ImportMapping[]; options?: ImportOptions; format?: ImportInfo['format'] },
): Promise<ImportInfo> {
  const stored = await storedImport(ctx, input.id)
  const module = await importableModule(ctx, stored.module)
  requireState(stored, OPEN)
  const access = await accessOf(ctx)
  const targets = writableTargets(module, ctx.fieldTypes, access)
  if (input.mapping) checkMapping({ mapping: input.mapping, columns: stored.columns, targets })
  checkMatchBy(module, access, input.options)
  await ctx.database.transaction(async (database) => {
    if (input.format) {
      const staged = await stageFile(database, { id: stored.id, path: store.path(stored.storageKey), format: input.format })
      await updateImport(database, stored.id, { ...staged, format: input.format, mapping: guessMapping(module, staged.columns, targets) })
    }
    await updateImport(database, stored.id, { state: 'mapping', report: null, mapping: input.mapping, options: input.options })
  })
  return infoOf(ctx, stored.id)
}

/** What rows are matched by must be there for the actor to read. */
function checkMatchBy({ key, fields }: ModuleModel, access: Access, options: ImportOptions | undefined): void {
  const unknown = (options?.matchBy ?? []).filter((name) => !fields.some((field) => field.key === name) || !access.canRead(key, name))
  if (unknown.length > 0) throw invalid({ problems: unknown.map((field) => ({ field, code: 'UNKNOWN_FIELD' })) })
}

/** Begins the dry run, the run or the undo of an import as a task; answers the task's id. */
export async function startImportTask(ctx: RecordContext, input: { id: string; kind: 'import-check' | 'import' | 'import-undo' }): Promise<string> {
  const stored = await storedImport(ctx, input.id)
  await importableModule(ctx, stored.module)
  const from: ImportState[] = input.kind === 'import-undo' ? ['done', 'cancelled', 'failed'] : OPEN
  const changeSet = input.kind === 'import' ? (stored.changeSet ?? ctx.changeSet) : stored.changeSet
  return ctx.database.transaction(async (database) => {
    const task = await createTask(database, {
      kind: input.kind,
      module: stored.module,
      asker: ctx.actor,
      input: { import: stored.id },
      total: stored.rows,
      changeSet: changeSet ?? ctx.changeSet,
    })
    const state = input.kind === 'import-check' ? 'checking' : 'running'
    if (!(await updateImport(database, stored.id, { state, task, changeSet, from }))) throw wrongImportState({ params: { state: stored.state } })
    return task
  })
}

/** Asks the running task of an import to stop. What is written stays, and can be undone or gone on with. */
export async function cancelImport(ctx: RecordContext, id: string): Promise<void> {
  const stored = await storedImport(ctx, id)
  if (!stored.task || !(await requestCancel(ctx.database, { id: stored.task, actor: actorId(ctx) })))
    throw wrongImportState({ params: { state: stored.state } })
  // A task that nobody had begun is over at once; one that runs sets the state itself, after its present step.
  const task = await findTask(ctx.database, { id: stored.task, actor: actorId(ctx) })
  if (task?.state === 'cancelled')
    await updateImport(ctx.database, id, { state: stored.state === 'checking' ? 'mapping' : 'cancelled', from: ['checking', 'running'] })
}

/** An import of the actor, its state in step with its task. Throws NOT_FOUND. */
export async function storedImport(ctx: RecordContext, id: string): Promise<StoredImport> {
  const stored = isId(id) ? await findImport(ctx.database, { id, actor: actorId(ctx) }) : null
  if (!stored) throw notFound()
  return followTask(ctx, stored)
}

/** A task that ended before its work could begin (cancelled from elsewhere, its user gone) leaves no import behind that waits for ever. */
async function followTask(ctx: RecordContext, stored: StoredImport): Promise<StoredImport> {
  if (!stored.task || (stored.state !== 'checking' && stored.state !== 'running')) return stored
  const task = await findTask(ctx.database, { id: stored.task, actor: stored.actor })
  if (task?.state !== 'cancelled' && task?.state !== 'failed') return stored
  const state = stored.state === 'checking' ? 'mapping' : task.state
  const moved = await updateImport(ctx.database, stored.id, { state, from: [stored.state] })
  return moved ? { ...stored, state } : stored
}

/** A mapping that was saved for a file with the same headers, as far as the actor may still write its fields; else a guess. */
async function suggestMapping(
  ctx: RecordContext,
  module: ModuleModel,
  columns: ImportInfo['columns'],
): Promise<{ mapping: ImportMapping[]; options?: ImportOptions }> {
  const headers = JSON.stringify(columns.map(({ header }) => header))
  const saved = (await listSavedMappings(ctx.database, { actor: actorId(ctx), module: module.key })).find(
    (candidate) => JSON.stringify(candidate.headers) === headers,
  )
  const targets = writableTargets(module, ctx.fieldTypes, await accessOf(ctx))
  if (!saved) return { mapping: guessMapping(module, columns, targets) }
  return { mapping: saved.mapping.filter(({ field }) => findTarget(targets, field)), options: saved.options }
}

async function importableModule(ctx: RecordContext, key: string): Promise<ModuleModel> {
  const access = await accessOf(ctx)
  const module = Object.hasOwn(ctx.model.modules, key) ? ctx.model.modules[key] : undefined
  if (!module || !access.allows(key, 'read')) throw notFound()
  if (!access.allows(key, 'import') || !access.allows(key, 'create')) throw forbidden()
  return module
}

function requireState(stored: StoredImport, states: ImportState[]): void {
  if (!states.includes(stored.state)) throw wrongImportState({ params: { state: stored.state satisfies FieldValue } })
}

function actorId(ctx: RecordContext): string {
  if (ctx.actor.userId === null) throw forbidden()
  return ctx.actor.userId
}
