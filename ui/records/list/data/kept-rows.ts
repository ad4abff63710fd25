import type { RecordData, Values } from '../../../../engine/contract/api.ts'

/** Rows that came together: where they stand in the list, and with which cursor they are asked for again. */
export interface LoadedPage {
  /** None for the first. */
  cursor?: string
  from: number
  count: number
}

/** Rows in sight; `to` is exclusive. */
interface Sight {
  from: number
  to: number
}

/** Rows this far from sight keep their values; some thousand of them would fill a phone. */
const KEPT = 500
/** Rows this close are fetched again before they are seen. */
const NEAR = 60
const NO_VALUES: Values = {}
const NOTHING = {}

/** Whether only the id of a row is left. */
export function isLeftOut(row: RecordData): boolean {
  return row.values === NO_VALUES
}

/** The rows, with nothing but ids in some pages. */
export function leftOut(rows: readonly RecordData[], pages: readonly LoadedPage[]): RecordData[] {
  const result = [...rows]
  for (const { from, count } of pages) {
    for (const [index, { id, module, version }] of rows.slice(from, from + count).entries())
      result[from + index] = { id, module, version, values: NO_VALUES, labels: NOTHING, can: NOTHING }
  }
  return result
}

/** Pages far from sight that still have their values. */
export function pagesToForget(pages: readonly LoadedPage[], sight: Sight, rows: readonly RecordData[]): LoadedPage[] {
  return pages.filter((page) => distance(page, sight) > KEPT && isFull(page, rows))
}

/** The page next to sight that has lost its values; the one in sight first. */
export function pageToFetch(pages: readonly LoadedPage[], sight: Sight, rows: readonly RecordData[]): LoadedPage | undefined {
  return pages
    .filter((page) => distance(page, sight) < NEAR && page.count > 0 && !isFull(page, rows))
    .sort((a, b) => distance(a, sight) - distance(b, sight))[0]
}

function distance({ from, count }: LoadedPage, sight: Sight): number {
  return Math.max(0, from - sight.to, sight.from - (from + count))
}

function isFull({ from }: LoadedPage, rows: readonly RecordData[]): boolean {
  const first = rows[from]
  return first !== undefined && !isLeftOut(first)
}
