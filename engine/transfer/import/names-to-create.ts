import type { MappedField } from './resolve-import.ts'

/** The names of the records that a field refers to and that are to be made; names that differ only in case are one. */
export function namesToCreate({ resolutions }: MappedField): string[] {
  const names = new Map<string, string>()
  for (const [text, resolution] of resolutions?.byText ?? []) {
    const key = text.toLowerCase()
    if ('create' in resolution && !names.has(key)) names.set(key, text)
  }
  return [...names.values()]
}
