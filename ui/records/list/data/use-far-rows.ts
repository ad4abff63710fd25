import type { RecordData } from '../../../../engine/contract/api.ts'
import { leftOut, type LoadedPage, pagesToForget, pageToFetch } from './kept-rows.ts'
import { useLatest } from './use-latest.ts'

export interface FarRows {
  /** The list begins anew with so many rows. */
  begin(count: number): void
  /** A further page has come. */
  add(page: LoadedPage): void
  see(from: number, to: number): void
}

export interface FarRowsInput {
  rows(): readonly RecordData[]
  put(rows: readonly RecordData[]): void
  /** The rows of a page as they are now; null while nothing can be asked. */
  fetch(page: LoadedPage, signal: AbortSignal): Promise<RecordData[] | null>
}

/** Keeps of the rows of a long list only those around the ones in sight; of all others no more than their ids, until they come near again. */
export function useFarRows({ rows, put, fetch }: FarRowsInput): FarRows {
  const { isBusy, problem, run } = useLatest()
  let pages: LoadedPage[] = []
  let sight = { from: 0, to: 0 }

  function see(from: number, to: number): void {
    sight = { from, to }
    const forgotten = pagesToForget(pages, sight, rows())
    if (forgotten.length > 0) put(leftOut(rows(), forgotten))
    void fetchNear()
  }

  /** One page at a time: meanwhile the sight may have moved on. */
  async function fetchNear(): Promise<void> {
    const wanted = pageToFetch(pages, sight, rows())
    if (!wanted || isBusy.value) return
    const asked = pages
    let isPut = false
    await run(
      (signal) => fetch(wanted, signal),
      (records) => {
        // By now it may be another list.
        if (!records || !asked.every((page, index) => pages[index] === page)) return
        replace(wanted, records)
        isPut = true
      },
    )
    if (isPut && !problem.value) await fetchNear()
  }

  function replace(page: LoadedPage, records: RecordData[]): void {
    const [before, after] = [rows().slice(0, page.from), rows().slice(page.from + page.count)]
    const found = unknownOf(records, [...before, ...after])
    const shift = found.length - page.count
    pages = pages.map((each) => (each === page ? { ...page, count: found.length } : each.from > page.from ? { ...each, from: each.from + shift } : each))
    put([...before, ...found, ...after])
  }

  return {
    see,
    begin(count) {
      pages = [{ from: 0, count }]
    },
    add(page) {
      pages = [...pages, page]
    },
  }
}

/** The records that are not among the rows: one that moved in the order meanwhile may come twice. */
export function unknownOf(records: readonly RecordData[], rows: readonly RecordData[]): RecordData[] {
  const known = new Set(rows.map((row) => row.id))
  return records.filter((row) => !known.has(row.id))
}
