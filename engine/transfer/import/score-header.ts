import { HEADER_SYNONYMS } from './header-words.ts'
import { normaliseName, similarity } from './similarity.ts'

const EQUAL = 1
const SYNONYM = 0.9
const OVERLAP = 0.8

const groupsByWord = indexSynonyms()

/** How well a header of a file names something that has these names (key and labels): 0 to 1. */
export function scoreHeader(header: string, names: string[]): number {
  return Math.max(0, ...names.map((name) => scorePair(header, name)))
}

function scorePair(header: string, name: string): number {
  if (normaliseName(header) === normaliseName(name)) return EQUAL
  if (areSynonyms(header, name)) return SYNONYM
  const words = overlap(wordsOf(header), wordsOf(name))
  return Math.max(words * OVERLAP, similarity(header, name) > 0.8 ? similarity(header, name) * OVERLAP : 0)
}

function areSynonyms(header: string, name: string): boolean {
  const groups = groupsByWord.get(normaliseName(name))
  return groupsByWord.get(normaliseName(header))?.some((group) => groups?.includes(group)) ?? false
}

/** Dice's coefficient of two sets of words. */
function overlap(left: Set<string>, right: Set<string>): number {
  const common = [...left].filter((word) => right.has(word)).length
  return (2 * common) / (left.size + right.size || 1)
}

function wordsOf(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  )
}

function indexSynonyms(): Map<string, number[]> {
  const index = new Map<string, number[]>()
  HEADER_SYNONYMS.forEach((words, group) => {
    for (const word of words) index.set(normaliseName(word), [...(index.get(normaliseName(word)) ?? []), group])
  })
  return index
}
