import type { ImportMapping, UnmatchedValue } from '../../../engine/contract/import.ts'

/** What a text that could not be matched stands for: a value of the list or a record (`value:<key or id>`), nothing, or a record to be made. */
export type Meaning = `value:${string}` | 'blank' | 'create'

const SURE = 0.8
const AHEAD = 0.05

export function keyOf({ field, text }: Pick<UnmatchedValue, 'field' | 'text'>): string {
  return JSON.stringify([field, text])
}

/** The suggestion that is good enough to be chosen for the user, who still has to apply it: near, and nearer than the next. */
export function likelyMeaning({ suggestions }: UnmatchedValue): Meaning | null {
  const [first, second] = suggestions
  if (!first || first.score < SURE || (second && first.score - second.score < AHEAD)) return null
  return `value:${first.value}`
}

/** A text that means several records has each of them as a perfect match. */
export function isAmbiguous({ suggestions }: UnmatchedValue): boolean {
  return (suggestions[0]?.score ?? 0) >= 1 && (suggestions[1]?.score ?? 0) >= 1
}

/** The mapping with what was decided; texts without a meaning stay open. */
export function applyMeanings(mapping: ImportMapping[], decided: { item: UnmatchedValue; meaning: Meaning }[]): ImportMapping[] {
  return mapping.map((item) => {
    const mine = decided.filter((decision) => decision.item.field === item.field)
    if (mine.length === 0) return item
    const created = mine.filter(({ meaning }) => meaning === 'create').map(({ item: { text } }) => text)
    const mapped = mine
      .filter(({ meaning }) => meaning !== 'create')
      .map(({ item: { text }, meaning }) => [text, meaning === 'blank' ? null : meaning.slice('value:'.length)] as const)
    return {
      ...item,
      ...(mapped.length > 0 && { valueMap: { ...item.valueMap, ...Object.fromEntries(mapped) } }),
      ...(created.length > 0 && item.create !== true && { create: [...new Set([...(Array.isArray(item.create) ? item.create : []), ...created])] }),
    }
  })
}
