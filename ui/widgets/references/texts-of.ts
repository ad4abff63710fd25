/**
 * The names of several records out of the one text that the server joined with ', ' in their order; null where that cannot be told
 * because a name itself holds the separator.
 */
export function textsOf(ids: string[], label: string | undefined): string[] | null {
  if (ids.length === 0) return []
  if (ids.length === 1 && label !== undefined) return [label]
  const texts = (label ?? '').split(', ')
  return texts.length === ids.length ? texts : null
}
