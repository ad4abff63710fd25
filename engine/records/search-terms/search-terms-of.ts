import type { Values } from '../../contract/api.ts'
import { recordSearchTerms, searchedFields } from '../../query/search-terms.ts'
import type { ModuleCall } from '../call/module-call.ts'
import { duplicateTerms } from '../duplicates/duplicate-terms.ts'

/** What a record's search_vector holds: the words of searched fields and the terms by which duplicates are found. */
export function searchTermsOf({ ctx, module }: ModuleCall, values: Values): string[] {
  return [...recordSearchTerms(module, values, ctx.fieldTypes), ...duplicateTerms(module, values)]
}

/** Whether a change of these fields changes the terms. */
export function changesSearchTerms({ ctx, module }: ModuleCall, changed: ReadonlySet<string>): boolean {
  const compared = module.duplicates.flatMap((rule) => rule.match.map(({ field }) => field))
  return searchedFields(module, ctx.fieldTypes).some(({ key }) => changed.has(key)) || compared.some((key) => changed.has(key))
}
