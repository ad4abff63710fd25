import { isNumber } from '../world/generate-records.ts'
import { type Asker, askEach, askOfRecords, type Channel, compareIds, isLive, type Said, together } from './channel.ts'

/** What is asked about single records, each of them by everybody. */
export const RECORD_CHANNELS: Channel[] = [
  { channel: 'records.get', how: 'a record shows every value', ask: (asker) => askOfRecords(asker, ''), shows: isLive },
  {
    channel: 'records.history',
    how: 'the history shows every value, also the former ones',
    ask: (asker) => askOfRecords(asker, '/history'),
    shows: ({ record, cell }) => !record.deleted && cell.field !== 'file' && record.module !== 'comments',
  },
  {
    channel: 'records.history',
    how: 'the history of one field shows it',
    ask: (asker) => askOfRecords(asker, '/history?field=author', ['books']),
    shows: ({ cell }) => cell.field === 'author',
  },
  {
    channel: 'records.timeline',
    how: 'the timeline shows what was said about a record',
    ask: (asker) => askOfRecords(asker, '/timeline?limit=100'),
    shows: ({ record, asker }) => record.module === 'comments' && !parentOf(asker, record.references.related_to?.id)?.deleted,
  },
  { channel: 'records.followers', how: 'followers tell no value', ask: (asker) => askOfRecords(asker, '/followers') },
  { channel: 'records.shares', how: 'shares tell no value', ask: (asker) => askOfRecords(asker, '/shares') },
  {
    channel: 'records.related',
    how: 'related lists show the records that refer',
    ask: async (asker) => {
      const parts: Said[] = []
      for (const [module, relation] of RELATIONS) {
        for (const { id } of asker.records(module))
          parts.push({ text: (await asker.call('GET', `/api/records/${module}/${id}/related/${relation}?limit=200`)).text })
      }
      return together(parts)
    },
    shows: (shown) => {
      const parent = parentOf(shown.asker, (shown.record.references.book ?? shown.record.references.related_to ?? shown.record.references.shelf)?.id)
      return isLive(shown) && parent !== undefined && !parent.deleted && shown.asker.may(parent, 'read')
    },
  },
  {
    channel: 'records.lookup',
    how: 'type-ahead finds a record by its name',
    ask: (asker) => probeNames(asker),
  },
  {
    channel: 'records.search',
    how: 'the search finds a record by the values',
    ask: (asker) => probeSearch(asker),
  },
  {
    channel: 'records.duplicates',
    how: 'the duplicate check tells of no record beside those',
    ask: (asker) =>
      askEach(asker.records('books'), ({ cells }) => {
        const [title, author] = ['title', 'author'].map((field) => cells.find((cell) => cell.field === field && !cell.former)?.token)
        return asker.call('POST', '/api/records/books/duplicates', { values: { title, author } })
      }),
  },
  {
    channel: 'records.merge',
    how: 'groups of duplicates tell of no record beside those',
    ask: (asker) => askEach(['books', 'members'], (module) => asker.call('GET', `/api/duplicates/${module}`)),
  },
  {
    channel: 'records.merge',
    how: 'merging with an old version answers with nothing beside those',
    ask: (asker) => {
      const [first] = asker.records('books')
      const others = asker.records('books').slice(1)
      return askEach(others, ({ id }) =>
        asker.call('POST', '/api/records/books/merge', { survivor: { id: first?.id, version: 999 }, others: [{ id, version: 999 }], values: {} }),
      )
    },
  },
]

const RELATIONS = [
  ['shelves', 'books'],
  ['books', 'loans'],
  ['books', 'comments'],
  ['members', 'comments'],
  ['loans', 'comments'],
  ['books', 'files'],
  ['members', 'loans'],
] as const

const parentOf = (asker: Asker, id: string | undefined) => asker.records().find((record) => record.id === id)

/** Fields that the search over all modules looks into; modules that stand in no menu are not searched. */
const SEARCHED: Record<string, string[]> = { shelves: ['name'], books: ['title', 'author'], members: ['name', 'email'], loans: ['subject'] }

async function probeSearch(asker: Asker): Promise<Said> {
  const parts: Said[] = []
  for (const record of asker.records()) {
    for (const cell of record.cells.filter(({ field }) => !isNumber(field) && field !== 'file')) {
      const { body } = await asker.call('GET', `/api/search?q=${cell.token}&limit=50`)
      const { groups = [] } = body as { groups?: { records: { id: string; module: string }[] }[] }
      const found = groups.flatMap(({ records }) => records).filter(({ module }) => module === record.module)
      const mayFind = asker.maySee(record, cell) && !cell.former && !record.deleted
      const compared = compareIds(
        found.map(({ id }) => id),
        mayFind ? [record.id] : [],
        `search by ${record.module}.${cell.field}`,
      )
      parts.push({ text: '', leaks: compared.leaks, blocked: SEARCHED[record.module]?.includes(cell.field) ? compared.blocked : [], asked: 1 })
    }
  }
  return together(parts)
}

async function probeNames(asker: Asker): Promise<Said> {
  const parts: Said[] = []
  for (const record of asker.records()) {
    const cell = record.cells[0]
    if (!cell) continue
    const { body } = await asker.call('GET', `/api/lookup/${record.module}?q=${cell.token}&limit=50`)
    const { options = [] } = body as { options?: { id: string }[] }
    const wanted = asker.maySee(record, cell) && !record.deleted ? [record.id] : []
    parts.push({
      text: '',
      ...compareIds(
        options.map(({ id }) => id),
        wanted,
        `look-up in ${record.module}`,
      ),
      asked: 1,
    })
  }
  return together(parts)
}
