/** On which sides of the text anything may stand. */
export type Affix = 'both' | 'start' | 'end'

/** A pattern for LIKE that means the text itself: its wildcards are escaped. */
export function ilikePattern(text: string, affix: Affix): string {
  const literal = text.replace(/[\\%_]/g, '\\$&')
  return `${affix === 'end' ? '' : '%'}${literal}${affix === 'start' ? '' : '%'}`
}
