import { RE2JS } from 're2js'

/** Compiled patterns of the metadata; a few hundred at most, but an admin who tries out patterns must not fill the memory. */
const compiled = new Map<string, RE2JS | null>()
const KEPT = 1000

/** Whether the whole text matches an RE2 pattern, in time linear in the text. A pattern that RE2 does not know matches nothing. */
export function matchesPattern(pattern: string, text: string): boolean {
  return compile(pattern)?.matches(text) ?? false
}

/** Whether RE2 can compile the pattern. */
export function isPattern(pattern: string): boolean {
  return compile(pattern) !== null
}

function compile(pattern: string): RE2JS | null {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  if (compiled.size >= KEPT) compiled.clear()
  const made = tryCompile(pattern)
  compiled.set(pattern, made)
  return made
}

function tryCompile(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(pattern)
  } catch {
    return null
  }
}
