import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { AuditEntry, AuditFilter } from '../../contract/audit.ts'
import type { FieldValue } from '../../contract/api.ts'
import type { Label } from '../../contract/label.ts'
import type { FileStore } from '../../files/file-store.ts'
import type { TaskKind, TaskRun } from '../../jobs/task-runner.ts'
import { forbidden } from '../../kernel/errors.ts'
import { auditPlaceOf, searchAudit } from '../../storage/audit/search-audit.ts'
import { writeAudit } from '../../storage/audit/write-audit.ts'
import { createFile } from '../../storage/files.ts'
import { neutralise } from '../neutralise.ts'

const PAGE = 200

interface Column {
  heading: Label
  text(entry: AuditEntry): string | null
}

const COLUMNS: Column[] = [
  { heading: { en: 'When', 'zh-CN': '时间' }, text: (entry) => entry.at },
  { heading: { en: 'Who', 'zh-CN': '操作人' }, text: (entry) => entry.actor.name },
  { heading: { en: 'Who (id)', 'zh-CN': '操作人（编号）' }, text: (entry) => entry.actor.id },
  { heading: { en: 'Impersonated by', 'zh-CN': '代为操作的管理员' }, text: (entry) => entry.impersonator?.name ?? null },
  { heading: { en: 'Action', 'zh-CN': '操作' }, text: (entry) => entry.action },
  { heading: { en: 'Module', 'zh-CN': '模块' }, text: (entry) => entry.module },
  { heading: { en: 'Record', 'zh-CN': '记录' }, text: (entry) => entry.record },
  { heading: { en: 'Details', 'zh-CN': '详情' }, text: (entry) => JSON.stringify(entry.details) },
  { heading: { en: 'Address', 'zh-CN': 'IP 地址' }, text: (entry) => entry.address },
  { heading: { en: 'Browser', 'zh-CN': '浏览器' }, text: (entry) => entry.agent },
  { heading: { en: 'Request', 'zh-CN': '请求编号' }, text: (entry) => entry.requestId },
]

/** Writes what the audit log holds to a CSV file in the background. Input: {@link AuditFilter}. Result: the file. Only for admins. */
export function auditExportTask(store: FileStore): TaskKind {
  return {
    async run(run) {
      const { context, task } = run
      if (!context.actor.isAdmin) throw forbidden()
      const filter = task.input as unknown as AuditFilter
      // First, so that the file tells of itself.
      await writeAudit(context, { action: 'exported', details: { what: 'audit', filter: { ...filter } } })
      const text = stringify({ bom: true })
      const lines = Readable.from(linesOf(run, filter))
      lines.on('error', (error) => text.destroy(error))
      const stored = await store.write(lines.pipe(text))
      const name = `${context.actor.locale === 'en' ? 'Audit log' : '审计日志'} ${context.clock.now().toISOString().slice(0, 10)}.csv`
      const file = await createFile(context.database, {
        name,
        size: stored.size,
        hash: stored.hash,
        type: 'text/csv; charset=utf-8',
        storageKey: stored.key,
        createdBy: context.actor.userId,
      })
      return { file: { ...file } } satisfies FieldValue
    },
  }
}

async function* linesOf({ context, progress }: TaskRun, filter: AuditFilter): AsyncGenerator<string[]> {
  yield COLUMNS.map(({ heading }) => heading[context.actor.locale])
  let cursor: string | null = null
  let done = 0
  do {
    const page = await searchAudit(context.database, filter, { after: cursor === null ? null : auditPlaceOf(cursor), limit: PAGE })
    for (const entry of page.entries) yield COLUMNS.map(({ text }) => neutralise(text(entry) ?? ''))
    done += page.entries.length
    cursor = page.next
    await progress(done, cursor === null ? done : done + PAGE)
  } while (cursor !== null)
}
