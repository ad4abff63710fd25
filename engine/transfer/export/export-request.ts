import type { Condition, Sort } from '../../contract/condition.ts'

/** What is exported: a list as the user sees it, all pages of it. */
export interface ExportRequest {
  module: string
  filter?: Condition
  q?: string
  sort?: Sort[]
  fields: string[]
  format: 'csv' | 'xlsx'
}
