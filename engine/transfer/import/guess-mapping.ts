import type { ImportColumn, ImportMapping } from '../../contract/import.ts'
import type { ModuleModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import { guessFormat } from './guess-format.ts'
import type { ImportTarget } from './import-targets.ts'
import { scoreHeader } from './score-header.ts'

const LEAST_SCORE = 0.45
/** What a header scores that is the key or a label of the field, and what such a header is worth over cells that look like something else. */
const EXACT = 1
const UNFIT_EXACT = 0.95

interface Pair {
  column: ImportColumn
  target: ImportTarget
  score: number
}

/**
 * A first mapping for a file: each column to the field that its header names best, by key, label in both languages,
 * or usual other words; each of the targets once. Formats of dates and numbers are guessed from the cells.
 */
export function guessMapping(module: ModuleModel, columns: ImportColumn[], offered: ImportTarget[]): ImportMapping[] {
  // The records of a system module belong to whoever makes them: a column of people is rather the people themselves.
  const targets = offered.filter(({ field }) => !(module.system && field.key === 'owner'))
  const pairs = columns.flatMap((column) => targets.map((target) => ({ column, target, score: scorePair(module, column, target) })))
  return takeBest(pairs.filter(({ score }) => score >= LEAST_SCORE)).map(({ column, target }) => ({
    field: target.path,
    column: column.header,
    ...formatFor(target, column),
  }))
}

function formatFor(target: ImportTarget, column: ImportColumn): Pick<ImportMapping, 'format'> {
  const format = guessFormat(target, column)
  return format === undefined ? {} : { format }
}

/** A header that is the name of the module itself (`account` in a file of accounts) means the name of the record. */
function scorePair(module: ModuleModel, column: ImportColumn, target: ImportTarget): number {
  const names = target.path === module.nameField ? [...target.names, module.key, module.label.en, module.label['zh-CN']] : target.names
  const score = scoreHeader(column.header, names)
  if (fits(target, column.samples)) return score
  // Who writes the very name of a field means it: the check then says which cells are no values of it.
  return score === EXACT ? UNFIT_EXACT : score * 0.4
}

/** Whether the cells look like values of the field: a column of words is no amount. */
function fits(target: ImportTarget, samples: string[]): boolean {
  const looksLike = LOOKS[target.type.family]
  if (!looksLike || target.part !== null || samples.length === 0) return true
  return samples.filter((sample) => looksLike.test(sample)).length >= samples.length * 0.6
}

const LOOKS: Partial<Record<FieldType['family'], RegExp>> = {
  number: /^[^\p{L}]*\d[\d\s.,'，]*\p{L}{0,4}[^\p{L}]*$/u,
  date: /\d.*\d/,
  datetime: /\d.*\d/,
}

/** Greedy: the surest pair first, then the surest of what is left. */
function takeBest(pairs: Pair[]): Pair[] {
  const columns = new Set<ImportColumn>()
  const paths = new Set<string>()
  const taken: Pair[] = []
  for (const pair of pairs.toSorted((a, b) => b.score - a.score)) {
    if (columns.has(pair.column) || paths.has(pair.target.path)) continue
    columns.add(pair.column)
    paths.add(pair.target.path)
    taken.push(pair)
  }
  return taken.toSorted((a, b) => a.column.index - b.column.index)
}
