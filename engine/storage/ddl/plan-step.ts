/**
 * What a step keeps others from doing while it runs. `none`: it touches nothing that exists. `share update exclusive`:
 * other changes of the table only. `share row exclusive`: writing. `access exclusive`: reading, too.
 */
export type LockMode = 'none' | 'share update exclusive' | 'share row exclusive' | 'access exclusive'

export interface PlanStep {
  kind: 'table' | 'column' | 'type' | 'foreign key' | 'check' | 'index' | 'settings' | 'validate'
  table: string
  /** What is made or changed: columns, a constraint, an index. */
  name: string
  ddl: string
  /** The DDL that undoes it; '' where nothing needs undoing. */
  inverse: string
  lock: LockMode
  /** Every table, with its schema, that existed before and is locked. */
  locks: string[]
  /** Every row is written anew. */
  rewrites?: boolean
}
