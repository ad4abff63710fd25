import { distance } from 'fastest-levenshtein'

/** A text as names are compared: without case, width, accents, space and punctuation. */
export function normaliseName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** How alike two texts are: 1 = the same after {@link normaliseName}, 0 = nothing in common. */
export function similarity(left: string, right: string): number {
  const a = normaliseName(left)
  const b = normaliseName(right)
  if (a === '' || b === '') return 0
  if (a === b) return 1
  return 1 - distance(a, b) / Math.max(a.length, b.length)
}

/** The candidates most like a text, best first; those below `least` are left out. */
export function nearest<T>(
  text: string,
  candidates: T[],
  options: { textsOf(candidate: T): string[]; least?: number; most?: number },
): { candidate: T; score: number }[] {
  return candidates
    .map((candidate) => ({ candidate, score: Math.max(0, ...options.textsOf(candidate).map((other) => similarity(text, other))) }))
    .filter(({ score }) => score >= (options.least ?? 0.6))
    .sort((a, b) => b.score - a.score)
    .slice(0, options.most ?? 5)
}
