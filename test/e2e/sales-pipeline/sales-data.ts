import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { ROOT } from '../../support/source-files.ts'
import { generateSalesFiles, SALES_FILES, type SalesFile } from './generate-sales-files.ts'

/** The four files of the story, and what must be found after their import. */
export interface SalesData {
  /** Where they come from. */
  source: 'shared' | 'generated'
  files: Record<SalesFile, string>
  rows: Record<SalesFile, Row[]>
}

export type Row = Record<string, string>

/**
 * The files of MORTISE_SALES_DATA, else of a folder shared/data/sales-pipeline beside the checkout (they are not ours to publish).
 * Where there is none, or MORTISE_SALES_DATA is "generated": files of the same shape, with the same faults.
 */
export function findSalesData(): SalesData {
  const folder = findFolder()
  const place = folder ?? writeGenerated()
  const files = mapFiles((name) => path.join(place, name))
  const rows = mapFiles((name) => parse(readFileSync(path.join(place, name)), { columns: true, bom: true }) as Row[])
  return { source: folder === null ? 'generated' : 'shared', files, rows }
}

function findFolder(): string | null {
  const given = process.env.MORTISE_SALES_DATA
  if (given === 'generated') return null
  if (given) return given
  for (let above = path.dirname(ROOT); ; above = path.dirname(above)) {
    const folder = path.join(above, 'shared', 'data', 'sales-pipeline')
    if (existsSync(folder)) return folder
    if (above === path.dirname(above)) return null
  }
}

function writeGenerated(): string {
  process.stderr.write('The files of shared/data/sales-pipeline are not here: the story runs on generated ones of the same shape.\n')
  const folder = mkdtempSync(path.join(tmpdir(), 'mortise-sales-'))
  const contents = generateSalesFiles()
  for (const name of SALES_FILES) writeFileSync(path.join(folder, name), contents[name])
  return folder
}

function mapFiles<T>(of: (name: SalesFile) => T): Record<SalesFile, T> {
  return Object.fromEntries(SALES_FILES.map((name) => [name, of(name)])) as Record<SalesFile, T>
}
