import type { Answer } from '../../support/start-app.ts'
import { MODULES, type Module } from '../model/world.ts'
import { valueOf } from '../world/install-world.ts'
import { isNumber } from '../world/generate-records.ts'
import { type Asker, askEach, type Channel, compareIds, isLive, type Said, together } from './channel.ts'

/** Fields that can be compared with one value. */
const PLAIN = new Set(['name', 'title', 'author', 'summary', 'subject', 'email', 'text', 'description', 'price', 'fee'])

/** Long texts are neither sorted nor grouped by. */
const isLong = (module: Module, field: string) => field === 'summary' || field === 'description' || (module === 'comments' && field === 'text')

const idsIn = ({ body }: Answer): string[] => ((body as { records?: { id: string }[] } | undefined)?.records ?? []).map(({ id }) => id)

/** Lists, counts, groups and sums over whole modules. */
export const LIST_CHANNELS: Channel[] = [
  {
    channel: 'records.list',
    how: 'a list by GET shows every value',
    ask: (asker) => askEach(MODULES, (module) => asker.call('GET', `/api/records/${module}?limit=200`)),
    shows: isLive,
  },
  {
    channel: 'records.list',
    how: 'a list by POST counts and shows the records',
    ask: (asker) =>
      ofModules(async (module) => counted(asker, module, await asker.call('POST', `/api/records/${module}/query`, { limit: 200, count: 'exact' }))),
    shows: isLive,
  },
  {
    channel: 'records.list',
    how: 'a filter by a value finds its record',
    ask: (asker) => ofModules((module) => filterByEach(asker, module)),
  },
  {
    channel: 'records.list',
    how: 'a list can be sorted by the fields',
    ask: (asker) => ofModules((module) => sortByEach(asker, module)),
  },
  {
    channel: 'records.list',
    how: 'a search within a list finds the records',
    ask: (asker) =>
      ofModules(async (module) => {
        const answer = await asker.call('POST', `/api/records/${module}/query`, { q: 'zq', limit: 200 })
        return {
          text: answer.text,
          leaks: compareIds(
            idsIn(answer),
            asker.readable(module).map(({ id }) => id),
            module,
          ).leaks,
        }
      }),
  },
  {
    channel: 'records.aggregate',
    how: 'groups by a field are made of the values',
    ask: (asker) => ofModules((module) => groupByEach(asker, module)),
    shows: (shown) => isLive(shown) && PLAIN.has(shown.cell.field) && !isNumber(shown.cell.field) && !isLong(shown.record.module, shown.cell.field),
  },
  {
    channel: 'records.aggregate',
    how: 'counts and sums are those of the records',
    ask: (asker) => ofModules((module) => sumsOf(asker, module), ['books', 'loans']),
  },
  {
    channel: 'records.bin',
    how: 'the recycle bin shows what was deleted',
    ask: (asker) => askEach(MODULES, (module) => asker.call('GET', `/api/bin/${module}?limit=200`)),
    shows: ({ record, cell }) => record.deleted === true && !cell.former,
  },
  {
    channel: 'records.tags',
    how: 'tags are those of the records',
    ask: (asker) => askEach(['books'], (module) => asker.call('GET', `/api/records/${module}/tags?field=keywords`)),
    shows: (shown) => isLive(shown) && shown.cell.field === 'keywords',
  },
]

async function ofModules(ask: (module: Module) => Promise<Said>, modules: readonly Module[] = MODULES): Promise<Said> {
  const parts: Said[] = []
  for (const module of modules) parts.push(await ask(module))
  return together(parts)
}

function counted(asker: Asker, module: Module, answer: Answer): Said {
  const wanted = asker.readable(module).map(({ id }) => id)
  const { count } = (answer.body ?? {}) as { count?: { value: number } }
  const compared = compareIds(idsIn(answer), wanted, module)
  if (count && count.value > wanted.length) compared.leaks.push(`${module} counts ${count.value} for ${wanted.length}`)
  if (count && count.value < wanted.length) compared.blocked.push(`${module} counts ${count.value} for ${wanted.length}`)
  return { text: answer.text, ...compared, asked: asker.records(module).length + 1 }
}

/** Asks for every value of a module, the hidden ones too: the answer is the record where the value may be read, and nothing anywhere else. */
async function filterByEach(asker: Asker, module: Module): Promise<Said> {
  const parts: Said[] = []
  for (const record of asker.records(module)) {
    for (const cell of record.cells.filter(({ field, former }) => PLAIN.has(field) && !former)) {
      const value = isNumber(cell.field) ? cell.token : valueOf(cell.field, cell.token)
      const op = isNumber(cell.field) ? 'is' : 'contains'
      const found = idsIn(await asker.call('POST', `/api/records/${module}/query`, { filter: { field: cell.field, op, value } }))
      const wanted = asker.maySee(record, cell) && !record.deleted ? [record.id] : []
      parts.push({ text: '', ...compareIds(found, wanted, `${module}.${cell.field}`), asked: 1 })
    }
  }
  return together(parts)
}

async function sortByEach(asker: Asker, module: Module): Promise<Said> {
  const wanted = asker.readable(module).map(({ id }) => id)
  const parts: Said[] = []
  for (const field of fieldsOf(asker, module).filter((each) => PLAIN.has(each) && !isLong(module, each))) {
    const answer = await asker.call('POST', `/api/records/${module}/query`, { sort: [{ field }], limit: 200 })
    const isRefused = answer.status !== 200
    const mayAsk = asker.mayReadField(module, field)
    if (!mayAsk && !isRefused) parts.push({ text: answer.text, leaks: [`${module} can be sorted by ${field}`], asked: 1 })
    else parts.push({ text: answer.text, ...compareIds(idsIn(answer), mayAsk ? wanted : [], `${module} sorted by ${field}`), asked: 1 })
  }
  return together(parts)
}

async function groupByEach(asker: Asker, module: Module): Promise<Said> {
  const parts: Said[] = []
  for (const field of fieldsOf(asker, module)) {
    const answer = await asker.call('POST', `/api/records/${module}/aggregate`, { groupBy: [{ field }], measures: [{ fn: 'count' }] })
    const leaks = answer.status === 200 && !asker.mayReadField(module, field) ? [`${module} can be grouped by ${field}`] : []
    parts.push({ text: answer.text, leaks, asked: 1 })
  }
  return together(parts)
}

async function sumsOf(asker: Asker, module: Module): Promise<Said> {
  const field = module === 'books' ? 'price' : 'fee'
  const records = asker.readable(module)
  const sum = records.reduce((total, { cells }) => total + Number(cells.find((cell) => cell.field === field)?.token), 0)
  const sums = (await asker.call('POST', `/api/records/${module}/aggregate`, { measures: [{ fn: 'sum', field }] })) as Answer
  const counts = (await asker.call('POST', `/api/records/${module}/aggregate`, { measures: [{ fn: 'count' }] })) as Answer
  const first = ({ body }: Answer) => Number((body as { rows?: { measures: (string | null)[] }[] }).rows?.[0]?.measures[0] ?? 0)
  const wrong: string[] = []
  if (first(sums) !== (asker.mayReadField(module, field) ? sum : 0)) wrong.push(`${module}.${field} sums to ${first(sums)}, not ${sum}`)
  if (first(counts) !== records.length) wrong.push(`${module} counts ${first(counts)}, not ${records.length}`)
  // Sums of one record hold its value; they are compared above.
  return { text: '', leaks: wrong, asked: 2 }
}

function fieldsOf(asker: Asker, module: Module): string[] {
  return [...new Set(asker.records(module).flatMap(({ cells }) => cells.map(({ field }) => field)))].filter((field) => field !== 'file' && field !== 'keywords')
}
