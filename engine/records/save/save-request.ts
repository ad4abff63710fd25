import type { Candidate, Values } from '../../contract/api.ts'
import type { AppError } from '../../kernel/errors.ts'
import type { BatchItem } from '../hooks-batch.ts'
import type { Database } from '../../storage/database.ts'
import type { ModuleCall } from '../call/module-call.ts'

/** One record to be written. Without a version an update takes the record as it is at that moment. */
export type SaveRequest = { op: 'create'; id?: string; values: Values } | { op: 'update'; id: string; version?: number; values: Values }

export interface SaveInput {
  module: string
  requests: SaveRequest[]
  /** all: one problem refuses everything. each: what is right is saved, the rest is answered with its error. */
  mode: 'all' | 'each'
  /** How to look for records like a new one; where some are found it is refused as DUPLICATE. */
  refuseDuplicates?(call: ModuleCall, values: Values): Promise<Candidate[]>
  /** Goes back to values that were once stored (undo): what may be written by hand and the module's conditions are not asked again. */
  trusted?: boolean
  /** Writes what belongs to the outcomes in the transaction of the records: both are there or neither. May run again, as the transaction may. */
  alongside?(database: Database, outcomes: SaveOutcome[]): Promise<void>
}

/** What became of one request, in the order of the requests. `changed` is empty where everything was so already. */
export type SaveOutcome = { ok: true; id: string; action: 'create' | 'update'; version: number; changed: string[] } | { ok: false; error: AppError }

/** An item in the pipeline. */
export interface SaveItem extends BatchItem {
  request: SaveRequest
  action: 'create' | 'update'
  /** The stored version; 0 for a new record. */
  version: number
  /** Once set, the item is out of the game. */
  error: AppError | null
}
