import type { Values } from '../../contract/api.ts'

/** A record of a merge, with the version that was seen. */
export interface MergePart {
  id: string
  version: number
}

/** What is merged: the others go, the survivor takes what they had. */
export interface MergeRequest {
  module: string
  survivor: MergePart
  /** 1 to 4. */
  others: MergePart[]
  /** Values for the survivor that differ from what it has: those chosen from the others. Fields that are not named stay; tags and lists of files become those of all. */
  values: Values
}

/** The most records that are merged at once, the survivor among them. */
export const MOST_MERGED = 5

/** Keys of the trace that a merge leaves in the log. No field is called so. */
export const MERGED = '$merged'
export const MERGED_INTO = '$merged_into'
/** Who follows the survivor because of the merge: for undo alone, never told. */
export const FOLLOWERS = '$followers'
/** With whom the survivor is shared because of the merge, and how it was shared before: for undo alone, never told. */
export const SHARES = '$shares'
/** Whose marks went over to the survivor: for undo alone, never told. */
export const FAVOURED = '$favoured'
